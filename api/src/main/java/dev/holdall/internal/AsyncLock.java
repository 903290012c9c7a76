package dev.holdall.internal;

import dev.holdall.AsyncStoreLock;
import dev.holdall.Version;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lock taken on the asynchronous face. */
final class AsyncLock implements AsyncStoreLock {

    private final Verbs verbs;
    private final String key;
    private final HeldLock lock;
    private final AtomicBoolean released = new AtomicBoolean();

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
        return released.get()
                ? CompletableFuture.completedStage(false)
                : verbs.unlock(key, lock).stage().thenApply(wasHeld -> released.compareAndSet(false, true) && wasHeld);
    }

    @Override
    public String toString() {
        return "AsyncStoreLock[" + lock.version() + "]";
    }
}
