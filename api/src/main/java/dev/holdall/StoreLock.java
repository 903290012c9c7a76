package dev.holdall;

/**
 * An advisory lock that {@link SessionStore#tryLock} has taken. It keeps nobody from reading or writing the key: it
 * only keeps others from taking the same lock, within {@link Traits#atomicity()}. A backend that evicts entries may
 * evict a lock.
 *
 * <p>The lock ends when it is released, or by itself when its lease is over. A holder that is paused for longer than
 * its lease doesn't notice that somebody else holds the lock by then; a resource that must not be changed by such a
 * holder checks the {@link #fencingVersion}. Thread-safe: any thread may release the lock. (Contract: LCK-01 to
 * LCK-06.)
 */
public interface StoreLock extends AutoCloseable {

    /**
     * A version that is greater than that of every earlier holder of this lock. A resource that remembers the greatest
     * one that it has met can refuse a holder whose lease is over.
     *
     * @return the version that the lock was taken with
     */
    Version fencingVersion();

    /**
     * Gives the lock back. Blocks. If the lease is over, this frees nobody else's lock. Releasing again does nothing.
     *
     * @return true if the lock was still held; false if its lease was over, or if it was released before
     * @throws SessionStoreException if the lock can't be given back. It ends with its lease then.
     */
    boolean release();

    /**
     * Gives the lock back, as {@link #release} does.
     *
     * @throws SessionStoreException if the lock can't be given back. It ends with its lease then.
     */
    @Override
    default void close() {
        release();
    }
}
