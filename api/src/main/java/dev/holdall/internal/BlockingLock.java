package dev.holdall.internal;

import dev.holdall.StoreLock;
import dev.holdall.Version;

/** A lock taken on the blocking face. */
final class BlockingLock implements StoreLock {

    private final BlockingStore store;
    private final String key;
    private final HeldLock lock;

    /** Whether a release was answered, so that another one needs no request. */
    private volatile boolean released;

    BlockingLock(BlockingStore store, String key, HeldLock lock) {
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
        boolean wasHeld = store.unlock(key, lock);
        released = true;
        return wasHeld;
    }

    @Override
    public String toString() {
        return "StoreLock[" + lock.version() + "]";
    }
}
