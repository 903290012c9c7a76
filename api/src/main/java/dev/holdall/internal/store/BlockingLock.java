package dev.holdall.internal.store;

import dev.holdall.StoreLock;
import dev.holdall.Version;
import dev.holdall.internal.verbs.HeldLock;

/** A lock taken on the blocking face. */
final class BlockingLock implements StoreLock {

    private final OpenStore store;
    private final String key;
    private final HeldLock lock;

    /** Whether a release was answered, so that a second release needs no request. */
    private volatile boolean released;

    BlockingLock(OpenStore store, String key, HeldLock lock) {
        this.store = store;
        this.key = key;
        this.lock = lock;
    }

    @Override
    public Version fencingVersion() {
        return lock.version();
    }

    @Override
    public boolean release() {
        if (released) {
            return false;
        }
        boolean wasHeld =
                store.verbsFor(Thread.currentThread()).unlock(key, lock).await();
        released = true;
        return wasHeld;
    }

    @Override
    public String toString() {
        return "StoreLock[" + lock.version() + "]";
    }
}
