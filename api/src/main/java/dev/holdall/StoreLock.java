package dev.holdall;

/**
 * An advisory lock that {@link SessionStore#tryLock} has taken. The lock doesn't prevent anybody from reading or
 * writing the key; it only prevents others from taking the same lock, within the scope of {@link Traits#atomicity()}. A
 * backend that evicts entries may evict a lock.
 *
 * <p>The lock ends when it is released, or by itself when its lease is over. A holder that is paused for longer than
 * its lease doesn't notice that another holder has taken the lock meanwhile. A resource that such a holder must not
 * change should check the {@link #fencingVersion}. The lock is thread-safe: any thread may release it. (Contract:
 * LCK-01 to LCK-06.)
 */
public interface StoreLock extends AutoCloseable {

    /**
     * Returns a version that is greater than the version of every earlier holder of this lock (a fencing token). A
     * resource that remembers the greatest version that it has seen can refuse a holder whose lease is over.
     *
     * @return the version that the lock was taken with
     */
    Version fencingVersion();

    /**
     * Releases the lock. Blocks. If the lease is over, this doesn't release the lock of another holder. Releasing again
     * does nothing.
     *
     * @return true if the lock was still held; false if its lease was over, or if it was released before
     * @throws SessionStoreException if the lock can't be released; it then ends with its lease
     */
    boolean release();

    /**
     * Releases the lock, as {@link #release} does.
     *
     * @throws SessionStoreException if the lock can't be released; it then ends with its lease
     */
    @Override
    default void close() {
        release();
    }
}
