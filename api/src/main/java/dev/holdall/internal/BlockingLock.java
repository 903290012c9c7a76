package dev.holdall.internal;

import dev.holdall.StoreLock;
import dev.holdall.Version;
import java.util.concurrent.atomic.AtomicBoolean;

/** A lock taken on the blocking face. */
final class BlockingLock implements StoreLock {

    private final BlockingStore store;
    private final String key;
    private final HeldLock lock;
    private final AtomicBoolean released = new AtomicBoolean();

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
        if (released.get()) {
            return false;
        }
        boolean wasHeld = store.unlock(key, lock);
        return released.compareAndSet(false, true) && wasHeld;
    }

    @Override
    public String toString() {
        return "StoreLock[" + lock.version() + "]";
    }
}
