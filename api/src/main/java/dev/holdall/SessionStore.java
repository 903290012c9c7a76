package dev.holdall;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A bag of opaque bytes under string keys, each with a time to live, shared by all processes that use its backend.
 * Every method blocks until there is an answer or the deadline has passed; {@link #async()} is the same store without
 * blocking.
 *
 * <p><b>Keys</b> have 1 to 1,024 bytes as UTF-8, and no control character or unpaired surrogate. <b>Values</b> are up
 * to {@link Traits#maxValueBytes()} bytes, none included; they are copied both ways. What is out of bounds is an
 * {@link IllegalArgumentException} before any I/O.
 *
 * <p><b>Versions.</b> Each write has a version, and the greater wins in every data centre, whichever arrives first. So
 * a login is {@code set} or {@code add}; a save of what was read is {@code update}, which a logout meanwhile defeats; a
 * logout is {@code revoke}, which nothing undoes.
 *
 * <p><b>Failures.</b> An absent key is an empty {@code Optional} or {@code false}. Everything else that keeps a call
 * from its work is a {@link SessionStoreException}: each method throws {@link StoreTimeoutException} once the deadline
 * ({@code request-timeout}) has passed, {@link StoreUnavailableException} where too few nodes can be reached,
 * {@link StoreOverloadedException} where a limit is reached, {@link StoreInterruptedException} where the waiting thread
 * is interrupted, and {@link CorruptEntryException} where what is stored can't be understood.
 * {@link SessionStoreException#outcome()} tells whether the call can have changed anything. After {@link #close} every
 * method but {@link #traits()} and {@code close} throws {@link IllegalStateException}; so does a call on a thread of
 * the backend's client library that would have to wait for itself.
 *
 * <p>Thread-safe. Opened with {@link dev.holdall.config.SessionStores}. Applications don't implement this interface:
 * methods may be added to it. The rules behind it, each with its number, are in {@code docs/contract.md}.
 */
public interface SessionStore extends AutoCloseable {

    /**
     * Reads a value from the local data centre.
     *
     * @param key the key
     * @return the value, the caller's own; empty if the key is absent
     */
    default Optional<byte[]> get(String key) {
        return get(key, Read.LOCAL);
    }

    /**
     * Reads a value. (Contract: GET-01 to GET-04.)
     *
     * @param key the key
     * @param read how fresh it has to be
     * @return the value, the caller's own; empty if the key is absent
     */
    Optional<byte[]> get(String key, Read read);

    /**
     * Reads a value with its version and expiry from the local data centre.
     *
     * @param key the key
     * @return the entry; empty if the key is absent
     */
    default Optional<Entry> getEntry(String key) {
        return getEntry(key, Read.LOCAL);
    }

    /**
     * Reads a value with its version, for a later {@link #update} or {@link #compareAndSet}, and with its expiry.
     * (Contract: GET-01 to GET-04.)
     *
     * @param key the key
     * @param read how fresh it has to be
     * @return the entry; empty if the key is absent
     */
    Optional<Entry> getEntry(String key, Read read);

    /**
     * Writes a value with the store's default TTL.
     *
     * @param key the key
     * @param value the bytes; copied
     * @return the version written; on a revoked key, the one that it would have had
     */
    default Version set(String key, byte[] value) {
        return set(key, value, Ttl.storeDefault());
    }

    /**
     * Writes a value, whatever is there: the latest writer wins. It has no effect on a revoked key.
     *
     * <p>A save of something that was read before is better made with {@link #update}: a {@code set} brings back what a
     * {@code delete} has removed meanwhile. (Contract: SET-01 to SET-04, REV-02.)
     *
     * @param key the key
     * @param value the bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the version written; on a revoked key, the one that it would have had
     */
    Version set(String key, byte[] value, Ttl ttl);

    /**
     * Replaces the value that the caller read, with the store's default TTL.
     *
     * @param key the key
     * @param seen the version that this update is based on: that of the entry read, or the one that the last update
     *     returned
     * @param value the new bytes; copied
     * @return the version to base the next update on; it doesn't tell whether this one had an effect
     */
    default Version update(String key, Version seen, byte[] value) {
        return update(key, seen, value, Ttl.storeDefault());
    }

    /**
     * Replaces the value that the caller read, and loses to whatever happened to the key since.
     *
     * <p>A {@code set}, {@code delete} or {@code revoke} made after {@code seen} was read wins over this update, in
     * every data centre and whichever arrives first; so an update never brings back a deleted session. A
     * {@code changeTTL} since doesn't matter. Of several updates of one version one wins, the same one everywhere. It
     * needs no coordination and costs one write in the local data centre; therefore it doesn't tell who won.
     *
     * <p>What was read once may be saved several times: each update is based on the version that the one before it has
     * returned, and replaces what that one has stored. If an update has lost, the ones based on it lose too. (Contract:
     * UPD-01 to UPD-13.)
     *
     * @param key the key
     * @param seen the version that this update is based on: that of the entry read, or the one that the last update
     *     returned
     * @param value the new bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the version to base the next update on; it doesn't tell whether this one had an effect
     * @throws IllegalArgumentException also if {@code seen} is ahead of this process's clock by twice the revocation
     *     horizon or more: no store has returned such a version
     */
    Version update(String key, Version seen, byte[] value, Ttl ttl);

    /**
     * Writes a value with the store's default TTL if the key is absent.
     *
     * @param key the key
     * @param value the bytes; copied
     * @return the version written; empty if the key has an entry or is revoked
     */
    default Optional<Version> add(String key, byte[] value) {
        return add(key, value, Ttl.storeDefault());
    }

    /**
     * Writes a value if the key is absent: of several racers exactly one succeeds, among those of
     * {@link Traits#atomicity()}. (Contract: ADD-01 to ADD-05.)
     *
     * @param key the key
     * @param value the bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the version written; empty if the key has an entry or is revoked
     */
    Optional<Version> add(String key, byte[] value, Ttl ttl);

    /**
     * Replaces a value with the store's default TTL if its version is the one seen.
     *
     * @param key the key
     * @param seen the version that has to be there
     * @param value the new bytes; copied
     * @return the version written; empty if the key has another version, is absent or is revoked
     */
    default Optional<Version> compareAndSet(String key, Version seen, byte[] value) {
        return compareAndSet(key, seen, value, Ttl.storeDefault());
    }

    /**
     * Replaces a value if its version is the one seen: of several racers exactly one succeeds, among those of
     * {@link Traits#atomicity()}. (Contract: CAS-01 to CAS-06.)
     *
     * @param key the key
     * @param seen the version that has to be there
     * @param value the new bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the version written; empty if the key has another version, is absent or is revoked
     */
    Optional<Version> compareAndSet(String key, Version seen, byte[] value, Ttl ttl);

    /**
     * Changes a value by a function that chooses the TTL too. Otherwise as {@link #merge(String, Function, Ttl)}.
     *
     * @param key the key
     * @param function is given the entry that is there, empty if the key is absent, and returns the new value with its
     *     TTL; empty to leave things as they are; never null
     * @return the entry stored; empty if the function returned empty, or if the key is revoked
     */
    Optional<Entry> merge(String key, Function<Optional<Entry>, Optional<NewEntry>> function);

    /**
     * Changes a value by a function, atomically among those of {@link Traits#atomicity()}: reads the entry, calls the
     * function, stores what it returns if the entry is still the same, and begins again if it isn't, until the
     * deadline.
     *
     * <p>The function runs in the calling thread, perhaps several times, and nothing is locked meanwhile. What it
     * throws reaches the caller as it is. (Contract: MRG-01 to MRG-09.)
     *
     * @param key the key
     * @param function is given the entry that is there, empty if the key is absent, and returns the new value; empty to
     *     leave things as they are; never null
     * @param ttl counted from the write; rounded up to {@link Traits#ttlResolution()}
     * @return the entry stored; empty if the function returned empty, or if the key is revoked
     */
    Optional<Entry> merge(String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl);

    /**
     * Reads a value, or makes and stores it if the key is absent.
     *
     * <p>The supplier runs in the calling thread. Several callers may run theirs at once; all return the one value that
     * was stored, unless it is gone again before the others can read it: those return their own, unstored. What the
     * supplier throws reaches the caller as it is. On a revoked key, the value is returned and not stored. (Contract:
     * GET-05 to GET-08.)
     *
     * @param key the key
     * @param ttl the TTL of a value that is stored, counted from then
     * @param supplier makes the value; doesn't return null
     * @return the value, the caller's own
     */
    byte[] getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier);

    /**
     * Reads a value, or makes it with a TTL of its own and stores it if the key is absent. Otherwise as
     * {@link #getOrCompute(String, Ttl, Supplier)}.
     *
     * @param key the key
     * @param supplier makes the value and its TTL; doesn't return null
     * @return the value, the caller's own
     */
    byte[] getOrCompute(String key, Supplier<NewEntry> supplier);

    /**
     * Gives an entry a new TTL, and loses to every other write: it never brings back what a concurrent {@code delete}
     * has removed, nor a value that a concurrent {@code set} has replaced. The value isn't sent. (Contract: TTL-10 to
     * TTL-14.)
     *
     * @param key the key
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return true if the key has an entry; false if it is absent
     */
    boolean changeTTL(String key, Ttl ttl);

    /**
     * Deletes an entry. A later {@code set} or {@code add} may use the key again; a save of what was read before, with
     * {@link #update}, does not bring it back. (Contract: DEL-01 to DEL-05.)
     *
     * @param key the key
     * @return how far the deletion had come when it was acknowledged, whether or not there was an entry
     */
    Reach delete(String key);

    /**
     * Ends a key for good, as a logout does: until the revocation horizon has passed ({@code revocation-horizon}),
     * nothing that anyone does, with any clock, stores anything under it. (Contract: REV-01 to REV-09.)
     *
     * @param key the key
     * @return how far the revocation had come when it was acknowledged, whether or not there was an entry
     */
    Reach revoke(String key);

    /**
     * Adds to a counter, atomically among those of {@link Traits#atomicity()}. A counter is a decimal number in ASCII.
     * (Contract: INC-01 to INC-07.)
     *
     * @param key the key
     * @param delta what is added to a counter that is there; its expiry stays
     * @param initial what a counter that isn't there becomes
     * @param ttl the TTL of a counter that isn't there
     * @return the new value; {@code initial} on a revoked key, where nothing is stored
     * @throws CorruptEntryException if the value is no counter; nothing was changed
     * @throws ArithmeticException if the sum doesn't fit in 64 bits; nothing was changed
     */
    long increment(String key, long delta, long initial, Ttl ttl);

    /**
     * Reads several values from the local data centre.
     *
     * @param keys the keys; one that is there twice counts once
     * @return the values of those that are there, in the order of the keys; the caller's own
     * @throws PartialFailureException if some keys could not be read
     */
    default Map<String, byte[]> getAll(Collection<String> keys) {
        return getAll(keys, Read.LOCAL);
    }

    /**
     * Reads several values. (Contract: BLK-01, BLK-09.)
     *
     * @param keys the keys; one that is there twice counts once
     * @param read how fresh they have to be
     * @return the values of those that are there, in the order of the keys; the caller's own
     * @throws PartialFailureException if some keys could not be read
     */
    Map<String, byte[]> getAll(Collection<String> keys, Read read);

    /**
     * Writes several values with the store's default TTL.
     *
     * @param values the bytes under each key; copied
     * @return the version of each
     * @throws PartialFailureException if some keys could not be written; the others are
     */
    default Map<String, Version> setAll(Map<String, byte[]> values) {
        return setAll(values, Ttl.storeDefault());
    }

    /**
     * Writes several values, each as {@link #set} does; together they are not atomic. (Contract: BLK-02.)
     *
     * @param values the bytes under each key; copied
     * @param ttl the TTL of each, counted from now
     * @return the version of each
     * @throws PartialFailureException if some keys could not be written; the others are
     */
    Map<String, Version> setAll(Map<String, byte[]> values, Ttl ttl);

    /**
     * Deletes several entries, each as {@link #delete} does. (Contract: BLK-03.)
     *
     * @param keys the keys; one that is there twice counts once
     * @return the reach of each
     * @throws PartialFailureException if some keys could not be deleted; the others are
     */
    Map<String, Reach> deleteAll(Collection<String> keys);

    /**
     * Gives several entries a new TTL, each as {@link #changeTTL} does. (Contract: BLK-04.)
     *
     * @param keys the keys; one that is there twice counts once
     * @param ttl counted from now
     * @return for each key, whether it has an entry
     * @throws PartialFailureException if some keys could not be changed; the others are
     */
    Map<String, Boolean> changeTTLAll(Collection<String> keys, Ttl ttl);

    /**
     * Takes an advisory lock, if nobody else holds it: {@code try (var lock = store.tryLock(...).orElseThrow()) { ...
     * }}.
     *
     * <p>Locks are beside the entries: a key may have both, and neither changes the other. A lock is taken with
     * {@code add} and released with {@code compareAndSet}, so it excludes others within {@link Traits#atomicity()}. If
     * this method fails with an outcome of {@code UNKNOWN}, the lock may be held by nobody until its lease is over.
     * (Contract: LCK-01 to LCK-06.)
     *
     * @param key the key
     * @param wait how long to try again while somebody else holds the lock, up to a day; zero for a single attempt. The
     *     call takes this long and one {@code request-timeout} at most.
     * @param lease how long the lock is held at most; greater than zero, and within the bounds of a TTL
     * @return the lock, to be closed by the caller; empty if somebody else holds it
     * @throws IllegalArgumentException also if {@code wait} is negative or longer than a day, or {@code lease} is zero
     *     or negative
     */
    Optional<StoreLock> tryLock(String key, Duration wait, Duration lease);

    /**
     * What this store can promise, and its limits. Doesn't block.
     *
     * @return the traits, the same for as long as the store is open
     */
    Traits traits();

    /**
     * This store without blocking. Closing either closes both.
     *
     * @return the asynchronous face, always the same
     */
    AsyncSessionStore async();

    /**
     * Closes the store and what it has opened. Calls that are under way end, by their deadline at the latest. Closing
     * again does nothing. (Contract: LIF-01 to LIF-04.)
     */
    @Override
    void close();
}
