package dev.holdall.internal.store;

import dev.holdall.AsyncStoreLock;
import dev.holdall.Version;
import dev.holdall.internal.verbs.HeldLock;
import dev.holdall.internal.verbs.Verbs;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A lock taken on the asynchronous face. */
final class AsyncLock implements AsyncStoreLock {

    private final Verbs verbs;
    private final String key;
    private final HeldLock lock;

    /** Whether a release was answered, so that a second release needs no request. */
    private volatile boolean released;

    AsyncLock(Verbs verbs, String key, HeldLock lock) {
        this.verbs = verbs;
        this.key = key;
        this.lock = lock;
    }

    @Override
    public Version fencingVersion() {
        return lock.version();
    }

    @Override
    public CompletionStage<Boolean> release() {
        return released
                ? CompletableFuture.completedStage(false)
                : verbs.unlock(key, lock).stage().thenApply(wasHeld -> {
                    released = true;
                    return wasHeld;
                });
    }

    @Override
    public String toString() {
        return "AsyncStoreLock[" + lock.version() + "]";
    }
}
