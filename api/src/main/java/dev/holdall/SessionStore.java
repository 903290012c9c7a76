package dev.holdall;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A store of opaque byte arrays under string keys, each with a time to live (TTL). All processes that use the same
 * backend share the entries. Every method blocks until there is an answer or the deadline has passed; {@link #async()}
 * gives access to the same store without blocking.
 *
 * <p><b>Keys</b> have 1 to 1,024 bytes as UTF-8, and no control character or unpaired surrogate. <b>Values</b> have 0
 * to {@link Traits#maxValueBytes()} bytes; the store copies them when it takes them and when it returns them. A key or
 * a value that is out of bounds is refused with an {@link IllegalArgumentException} before any I/O.
 *
 * <p><b>Versions.</b> Each write has a version. Of two writes to a key, the one with the greater version wins in every
 * data centre, whichever arrives first. So a login uses {@code set} or {@code add}. A save of a session that was read
 * before uses {@code update}, which has no effect if the user has logged out meanwhile. A logout uses {@code revoke},
 * which nothing undoes.
 *
 * <p><b>Failures.</b> An absent key is reported as an empty {@code Optional} or as {@code false}. Every other reason
 * why a call can't do its work is reported as a {@link SessionStoreException}: each method throws
 * {@link StoreTimeoutException} once the deadline ({@code request-timeout}) has passed,
 * {@link StoreUnavailableException} if too few nodes can be reached, {@link StoreOverloadedException} if a limit is
 * reached, {@link StoreInterruptedException} if the waiting thread is interrupted, and {@link CorruptEntryException} if
 * the stored bytes can't be interpreted. {@link SessionStoreException#outcome()} says whether the call can have changed
 * anything. After {@link #close} every method but {@link #traits()} and {@code close} throws
 * {@link IllegalStateException}; so does a call on a thread of the backend's client library, because that thread would
 * wait for an answer that only it can deliver.
 *
 * <p>This interface is thread-safe. Stores are opened with {@link dev.holdall.config.SessionStores}. Applications don't
 * implement this interface, because methods may be added to it. The rules of the contract, each with its number, are in
 * {@code docs/contract.md}.
 */
public interface SessionStore extends AutoCloseable {

    /**
     * Reads a value from the local data centre.
     *
     * @param key the key
     * @return the value, in an array that the caller may keep and change; empty if the key is absent
     */
    default Optional<byte[]> get(String key) {
        return get(key, Read.LOCAL);
    }

    /**
     * Reads a value. (Contract: GET-01 to GET-04.)
     *
     * @param key the key
     * @param read how fresh the value has to be
     * @return the value, in an array that the caller may keep and change; empty if the key is absent
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
     * @param read how fresh the value has to be
     * @return the entry; empty if the key is absent
     */
    Optional<Entry> getEntry(String key, Read read);

    /**
     * Writes a value with the store's default TTL.
     *
     * @param key the key
     * @param value the bytes; copied
     * @return the version written; on a revoked key, the version that the write would have had
     */
    default Version set(String key, byte[] value) {
        return set(key, value, Ttl.storeDefault());
    }

    /**
     * Writes a value, whether or not the key has an entry: the latest writer wins. The write has no effect on a revoked
     * key.
     *
     * <p>To save a value that was read before, use {@link #update} instead: a {@code set} would bring back an entry
     * that a {@code delete} has removed meanwhile. (Contract: SET-01 to SET-04, REV-02.)
     *
     * @param key the key
     * @param value the bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the version written; on a revoked key, the version that the write would have had
     */
    Version set(String key, byte[] value, Ttl ttl);

    /**
     * Replaces the value that the caller has read, and gives it the store's default TTL.
     *
     * @param key the key
     * @param seen the version that this update is based on: the version of the entry that was read, or the one that the
     *     last update returned
     * @param value the new bytes; copied
     * @return the version to base the next update on; the version doesn't tell whether this update had an effect
     */
    default Version update(String key, Version seen, byte[] value) {
        return update(key, seen, value, Ttl.storeDefault());
    }

    /**
     * Replaces the value that the caller has read, and loses to every write that was made to the key since.
     *
     * <p>A {@code set}, {@code delete} or {@code revoke} made after {@code seen} was read wins over this update, in
     * every data centre and whichever arrives first; so an update never brings back a deleted session. A
     * {@code changeTTL} made since then doesn't defeat the update. Of several updates of one version one wins, the same
     * one everywhere. An update needs no coordination and costs one write in the local data centre; for that reason it
     * doesn't tell which update has won.
     *
     * <p>A value that was read once may be saved several times: each update is based on the version that the previous
     * update has returned, and replaces the value that the previous one has stored. If an update has lost, the updates
     * that are based on it lose too. (Contract: UPD-01 to UPD-13.)
     *
     * @param key the key
     * @param seen the version that this update is based on: the version of the entry that was read, or the one that the
     *     last update returned
     * @param value the new bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the version to base the next update on; the version doesn't tell whether this update had an effect
     * @throws IllegalArgumentException also if {@code seen} is a version beyond the year 2200: no store has returned
     *     such a version
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
     * Writes a value if the key is absent. Of several concurrent calls exactly one succeeds, within the scope of
     * {@link Traits#atomicity()}. (Contract: ADD-01 to ADD-05.)
     *
     * @param key the key
     * @param value the bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the version written; empty if the key has an entry or is revoked
     */
    Optional<Version> add(String key, byte[] value, Ttl ttl);

    /**
     * Replaces a value if its version is {@code seen}, and gives it the store's default TTL.
     *
     * @param key the key
     * @param seen the version that the entry must have
     * @param value the new bytes; copied
     * @return the version written; empty if the key has another version, is absent or is revoked
     */
    default Optional<Version> compareAndSet(String key, Version seen, byte[] value) {
        return compareAndSet(key, seen, value, Ttl.storeDefault());
    }

    /**
     * Replaces a value if its version is {@code seen}. Of several concurrent calls exactly one succeeds, within the
     * scope of {@link Traits#atomicity()}. (Contract: CAS-01 to CAS-06.)
     *
     * @param key the key
     * @param seen the version that the entry must have
     * @param value the new bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the version written; empty if the key has another version, is absent or is revoked
     */
    Optional<Version> compareAndSet(String key, Version seen, byte[] value, Ttl ttl);

    /**
     * Changes a value by a function that also chooses the TTL. Apart from that, this method does what
     * {@link #merge(String, Function, Ttl)} does.
     *
     * @param key the key
     * @param function receives the current entry (empty if the key is absent), and returns the new value with its TTL
     *     (empty to change nothing); must not return null
     * @return the entry stored; empty if the function returned empty, or if the key is revoked
     */
    Optional<Entry> merge(String key, Function<Optional<Entry>, Optional<NewEntry>> function);

    /**
     * Changes a value by a function, atomically within the scope of {@link Traits#atomicity()}. The method reads the
     * entry, calls the function, and stores the function's result if the entry is still the same. If the entry has
     * changed, the method begins again, until the deadline.
     *
     * <p>The function runs in the calling thread, perhaps several times, and nothing is locked while it runs. An
     * exception that the function throws reaches the caller unchanged. (Contract: MRG-01 to MRG-09.)
     *
     * @param key the key
     * @param function receives the current entry (empty if the key is absent), and returns the new value (empty to
     *     change nothing); must not return null
     * @param ttl counted from the write; rounded up to {@link Traits#ttlResolution()}
     * @return the entry stored; empty if the function returned empty, or if the key is revoked
     */
    Optional<Entry> merge(String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl);

    /**
     * Reads a value; if the key is absent, makes the value and stores it.
     *
     * <p>The supplier runs in the calling thread. Several callers may run their suppliers at the same time. One of them
     * stores its value, and all return this value. If the stored value disappears before another caller can read it,
     * that caller returns the value that its own supplier made, which is not stored. An exception that the supplier
     * throws reaches the caller unchanged. On a revoked key, the value is returned and not stored. (Contract: GET-05 to
     * GET-08.)
     *
     * @param key the key
     * @param ttl the TTL of a value that is stored, counted from the moment of storing
     * @param supplier makes the value; must not return null
     * @return the value, in an array that the caller may keep and change
     */
    byte[] getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier);

    /**
     * Reads a value; if the key is absent, makes the value with a TTL of its own, and stores it. Apart from that, this
     * method does what {@link #getOrCompute(String, Ttl, Supplier)} does.
     *
     * @param key the key
     * @param supplier makes the value and its TTL; must not return null
     * @return the value, in an array that the caller may keep and change
     */
    byte[] getOrCompute(String key, Supplier<NewEntry> supplier);

    /**
     * Gives an entry a new TTL, and loses to every other write: a change of the TTL never brings back an entry that a
     * concurrent {@code delete} has removed, nor a value that a concurrent {@code set} has replaced. The value isn't
     * sent. (Contract: TTL-10 to TTL-14.)
     *
     * @param key the key
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return true if the key has an entry; false if it is absent
     */
    boolean changeTTL(String key, Ttl ttl);

    /**
     * Deletes an entry. A later {@code set} or {@code add} may use the key again. An {@link #update} that is based on
     * the deleted entry does not bring it back. (Contract: DEL-01 to DEL-05.)
     *
     * @param key the key
     * @return how far the deletion had come when it was acknowledged, whether or not there was an entry
     */
    Reach delete(String key);

    /**
     * Revokes a key, as a logout does: until the revocation horizon ({@code revocation-horizon}) has passed, no call of
     * any process, with any clock, stores anything under the key. (Contract: REV-01 to REV-09.)
     *
     * @param key the key
     * @return how far the revocation had come when it was acknowledged, whether or not there was an entry
     */
    Reach revoke(String key);

    /**
     * Adds to a counter, atomically within the scope of {@link Traits#atomicity()}. A counter is a decimal number in
     * ASCII. (Contract: INC-01 to INC-07.)
     *
     * @param key the key
     * @param delta what is added to an existing counter, whose expiry stays as it is
     * @param initial the value of a counter that doesn't exist yet
     * @param ttl the TTL of a counter that doesn't exist yet
     * @return the new value; {@code initial} on a revoked key, where nothing is stored
     * @throws CorruptEntryException if the stored value is not a counter; nothing was changed
     * @throws ArithmeticException if the sum doesn't fit in 64 bits; nothing was changed
     */
    long increment(String key, long delta, long initial, Ttl ttl);

    /**
     * Reads several values from the local data centre.
     *
     * @param keys the keys; a key that is given twice counts once
     * @return the values of the keys that have an entry, in the order of the keys given; the caller may keep and change
     *     the arrays
     * @throws PartialFailureException if some keys could not be read
     */
    default Map<String, byte[]> getAll(Collection<String> keys) {
        return getAll(keys, Read.LOCAL);
    }

    /**
     * Reads several values. (Contract: BLK-01, BLK-09.)
     *
     * @param keys the keys; a key that is given twice counts once
     * @param read how fresh the values have to be
     * @return the values of the keys that have an entry, in the order of the keys given; the caller may keep and change
     *     the arrays
     * @throws PartialFailureException if some keys could not be read
     */
    Map<String, byte[]> getAll(Collection<String> keys, Read read);

    /**
     * Writes several values with the store's default TTL.
     *
     * @param values the bytes under each key; copied
     * @return the version written for each key
     * @throws PartialFailureException if some keys could not be written; the others were
     */
    default Map<String, Version> setAll(Map<String, byte[]> values) {
        return setAll(values, Ttl.storeDefault());
    }

    /**
     * Writes several values, each as {@link #set} does; together they are not atomic. (Contract: BLK-02.)
     *
     * @param values the bytes under each key; copied
     * @param ttl the TTL of each, counted from now
     * @return the version written for each key
     * @throws PartialFailureException if some keys could not be written; the others were
     */
    Map<String, Version> setAll(Map<String, byte[]> values, Ttl ttl);

    /**
     * Deletes several entries, each as {@link #delete} does. (Contract: BLK-03.)
     *
     * @param keys the keys; a key that is given twice counts once
     * @return the reach of the deletion of each key
     * @throws PartialFailureException if some keys could not be deleted; the others were
     */
    Map<String, Reach> deleteAll(Collection<String> keys);

    /**
     * Gives several entries a new TTL, each as {@link #changeTTL} does. (Contract: BLK-04.)
     *
     * @param keys the keys; a key that is given twice counts once
     * @param ttl counted from now
     * @return true for each key that has an entry, and false for each that is absent
     * @throws PartialFailureException if the TTL of some keys could not be changed; that of the others was
     */
    Map<String, Boolean> changeTTLAll(Collection<String> keys, Ttl ttl);

    /**
     * Takes an advisory lock, unless another holder has it: {@code try (var lock = store.tryLock(...).orElseThrow()) {
     * ... }}.
     *
     * <p>Locks are separate from entries: a key may have both, and neither changes the other. The store takes a lock
     * with {@code add} and releases it with {@code compareAndSet}, so the lock excludes other holders within the scope
     * of {@link Traits#atomicity()}. If this method fails with an outcome of {@code UNKNOWN}, the lock may stay taken
     * without a holder until its lease is over. (Contract: LCK-01 to LCK-06.)
     *
     * @param key the key
     * @param wait how long to keep trying while another holder has the lock, up to a day; zero for a single attempt.
     *     The call takes this long and one {@code request-timeout} at most.
     * @param lease how long the lock is held at most; greater than zero, and within the bounds of a TTL
     * @return the lock, to be closed by the caller; empty if another holder has it
     * @throws IllegalArgumentException also if {@code wait} is negative or longer than a day, or {@code lease} is zero
     *     or negative
     */
    Optional<StoreLock> tryLock(String key, Duration wait, Duration lease);

    /**
     * Returns what this store can promise, and its limits. Doesn't block.
     *
     * @return the traits, the same for as long as the store is open
     */
    Traits traits();

    /**
     * Returns the maps of this store, which it keeps beside the entries. Doesn't block.
     *
     * @return the maps, always the same; they are closed with the store
     * @throws UnsupportedOperationException if this store keeps no maps, because its backend or one of its decorators
     *     doesn't; {@link Traits#maps()} tells that before
     */
    SessionMaps maps();

    /**
     * Returns the groups of this store, which it keeps beside the entries. Doesn't block.
     *
     * @return the groups, always the same; they are closed with the store
     * @throws UnsupportedOperationException if this store keeps no groups, because its backend or one of its decorators
     *     doesn't; {@link Traits#groups()} tells that before
     */
    EntryGroups groups();

    /**
     * Returns the asynchronous face of this store. Closing one of the two closes both.
     *
     * @return the asynchronous face, always the same
     */
    AsyncSessionStore async();

    /**
     * Closes the store and the backend that it opened. Calls that are under way end at their deadlines at the latest.
     * Closing again does nothing. (Contract: LIF-01 to LIF-04.)
     */
    @Override
    void close();
}
