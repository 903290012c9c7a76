package dev.holdall;

import java.util.concurrent.CompletionStage;

/** A {@link StoreLock} that is released without blocking. It is thread-safe. */
public interface AsyncStoreLock {

    /**
     * Returns what {@link StoreLock#fencingVersion} returns.
     *
     * @return the version that the lock was taken with
     */
    Version fencingVersion();

    /**
     * Does what {@link StoreLock#release} does, without blocking.
     *
     * @return a stage with true if the lock was still held
     */
    CompletionStage<Boolean> release();
}
