package dev.holdall;

import java.util.concurrent.CompletionStage;

/** A {@link StoreLock} that is released without blocking. Thread-safe. */
public interface AsyncStoreLock {

    /**
     * As {@link StoreLock#fencingVersion}.
     *
     * @return the version that the lock was taken with
     */
    Version fencingVersion();

    /**
     * As {@link StoreLock#release}, without blocking.
     *
     * @return a stage with true if the lock was still held
     */
    CompletionStage<Boolean> release();
}
