package dev.holdall;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A {@link SessionStore} that doesn't block: it has the same verbs with the same meaning, and each returns a stage.
 *
 * <p>A failure completes the stage with the {@link SessionStoreException} that the blocking verb throws. The stage
 * completes at the deadline at the latest, which is {@code request-timeout} after the call (for {@code tryLock}, the
 * wait for the lock plus {@code request-timeout}). An error of the caller (a key or a value out of bounds, a null, a
 * closed store) is thrown by the method itself, and not by the stage.
 *
 * <p>A stage completes on the thread that has the answer: the calling thread if the answer is available at once,
 * otherwise a thread of the backend's client library. Dependent actions that take long or block should run on an
 * executor of the application, with the {@code ...Async} methods of {@link CompletionStage}. Cancelling a stage, or
 * completing it, neither undoes a write nor stops one that is under way. {@code docs/async.md} has the details.
 *
 * <p>This interface is thread-safe. Applications don't implement it, because methods may be added to it.
 */
public interface AsyncSessionStore extends AutoCloseable {

    /**
     * Does what {@link SessionStore#get(String)} does, without blocking.
     *
     * @param key the key
     * @return a stage with the value, in an array that the caller may keep and change; empty if the key is absent
     */
    default CompletionStage<Optional<byte[]>> get(String key) {
        return get(key, Read.LOCAL);
    }

    /**
     * Does what {@link SessionStore#get(String, Read)} does, without blocking.
     *
     * @param key the key
     * @param read how fresh the value has to be
     * @return a stage with the value, in an array that the caller may keep and change; empty if the key is absent
     */
    CompletionStage<Optional<byte[]>> get(String key, Read read);

    /**
     * Does what {@link SessionStore#getEntry(String)} does, without blocking.
     *
     * @param key the key
     * @return a stage with the entry; empty if the key is absent
     */
    default CompletionStage<Optional<Entry>> getEntry(String key) {
        return getEntry(key, Read.LOCAL);
    }

    /**
     * Does what {@link SessionStore#getEntry(String, Read)} does, without blocking.
     *
     * @param key the key
     * @param read how fresh the value has to be
     * @return a stage with the entry; empty if the key is absent
     */
    CompletionStage<Optional<Entry>> getEntry(String key, Read read);

    /**
     * Does what {@link SessionStore#set(String, byte[])} does, without blocking.
     *
     * @param key the key
     * @param value the bytes; copied
     * @return a stage with the version written
     */
    default CompletionStage<Version> set(String key, byte[] value) {
        return set(key, value, Ttl.storeDefault());
    }

    /**
     * Does what {@link SessionStore#set(String, byte[], Ttl)} does, without blocking.
     *
     * @param key the key
     * @param value the bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the version written
     */
    CompletionStage<Version> set(String key, byte[] value, Ttl ttl);

    /**
     * Does what {@link SessionStore#update(String, Version, byte[])} does, without blocking.
     *
     * @param key the key
     * @param seen the version that this update is based on: the version of the entry that was read, or the one that the
     *     last update returned
     * @param value the new bytes; copied
     * @return a stage with the version to base the next update on; the version doesn't tell whether this update had an
     *     effect
     */
    default CompletionStage<Version> update(String key, Version seen, byte[] value) {
        return update(key, seen, value, Ttl.storeDefault());
    }

    /**
     * Does what {@link SessionStore#update(String, Version, byte[], Ttl)} does, without blocking.
     *
     * @param key the key
     * @param seen the version that this update is based on: the version of the entry that was read, or the one that the
     *     last update returned
     * @param value the new bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the version to base the next update on; the version doesn't tell whether this update had an
     *     effect
     */
    CompletionStage<Version> update(String key, Version seen, byte[] value, Ttl ttl);

    /**
     * Does what {@link SessionStore#add(String, byte[])} does, without blocking.
     *
     * @param key the key
     * @param value the bytes; copied
     * @return a stage with the version written; empty if the key has an entry or is revoked
     */
    default CompletionStage<Optional<Version>> add(String key, byte[] value) {
        return add(key, value, Ttl.storeDefault());
    }

    /**
     * Does what {@link SessionStore#add(String, byte[], Ttl)} does, without blocking.
     *
     * @param key the key
     * @param value the bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the version written; empty if the key has an entry or is revoked
     */
    CompletionStage<Optional<Version>> add(String key, byte[] value, Ttl ttl);

    /**
     * Does what {@link SessionStore#compareAndSet(String, Version, byte[])} does, without blocking.
     *
     * @param key the key
     * @param seen the version that the entry must have
     * @param value the new bytes; copied
     * @return a stage with the version written; empty if the key has another version, is absent or is revoked
     */
    default CompletionStage<Optional<Version>> compareAndSet(String key, Version seen, byte[] value) {
        return compareAndSet(key, seen, value, Ttl.storeDefault());
    }

    /**
     * Does what {@link SessionStore#compareAndSet(String, Version, byte[], Ttl)} does, without blocking.
     *
     * @param key the key
     * @param seen the version that the entry must have
     * @param value the new bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the version written; empty if the key has another version, is absent or is revoked
     */
    CompletionStage<Optional<Version>> compareAndSet(String key, Version seen, byte[] value, Ttl ttl);

    /**
     * Does what {@link SessionStore#merge(String, Function)} does, without blocking. The function runs on the executor
     * that the store was built with.
     *
     * @param key the key
     * @param function receives the current entry (empty if the key is absent), and returns the new value with its TTL
     *     (empty to change nothing); must not return null
     * @return a stage with the entry stored; empty if the function returned empty, or if the key is revoked
     */
    CompletionStage<Optional<Entry>> merge(String key, Function<Optional<Entry>, Optional<NewEntry>> function);

    /**
     * Does what {@link SessionStore#merge(String, Function, Ttl)} does, without blocking. The function runs on the
     * executor that the store was built with.
     *
     * @param key the key
     * @param function receives the current entry (empty if the key is absent), and returns the new value (empty to
     *     change nothing); must not return null
     * @param ttl counted from the write; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the entry stored; empty if the function returned empty, or if the key is revoked
     */
    CompletionStage<Optional<Entry>> merge(String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl);

    /**
     * Does what {@link SessionStore#getOrCompute(String, Ttl, Supplier)} does, without blocking. The supplier runs on
     * the executor that the store was built with.
     *
     * @param key the key
     * @param ttl the TTL of a value that is stored, counted from the moment of storing
     * @param supplier makes the value; must not return null
     * @return a stage with the value, in an array that the caller may keep and change
     */
    CompletionStage<byte[]> getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier);

    /**
     * Does what {@link SessionStore#getOrCompute(String, Supplier)} does, without blocking. The supplier runs on the
     * executor that the store was built with.
     *
     * @param key the key
     * @param supplier makes the value and its TTL; must not return null
     * @return a stage with the value, in an array that the caller may keep and change
     */
    CompletionStage<byte[]> getOrCompute(String key, Supplier<NewEntry> supplier);

    /**
     * Does what {@link SessionStore#changeTTL(String, Ttl)} does, without blocking.
     *
     * @param key the key
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with true if the key has an entry; false if it is absent
     */
    CompletionStage<Boolean> changeTTL(String key, Ttl ttl);

    /**
     * Does what {@link SessionStore#delete(String)} does, without blocking.
     *
     * @param key the key
     * @return a stage with how far the deletion had come when it was acknowledged, whether or not there was an entry
     */
    CompletionStage<Reach> delete(String key);

    /**
     * Does what {@link SessionStore#revoke(String)} does, without blocking.
     *
     * @param key the key
     * @return a stage with how far the revocation had come when it was acknowledged, whether or not there was an entry
     */
    CompletionStage<Reach> revoke(String key);

    /**
     * Does what {@link SessionStore#increment(String, long, long, Ttl)} does, without blocking.
     *
     * @param key the key
     * @param delta what is added to an existing counter, whose expiry stays as it is
     * @param initial the value of a counter that doesn't exist yet
     * @param ttl the TTL of a counter that doesn't exist yet
     * @return a stage with the new value; {@code initial} on a revoked key, where nothing is stored
     */
    CompletionStage<Long> increment(String key, long delta, long initial, Ttl ttl);

    /**
     * Does what {@link SessionStore#getAll(Collection)} does, without blocking.
     *
     * @param keys the keys; a key that is given twice counts once
     * @return a stage with the values of the keys that have an entry, in the order of the keys given; the caller may
     *     keep and change the arrays
     */
    default CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
        return getAll(keys, Read.LOCAL);
    }

    /**
     * Does what {@link SessionStore#getAll(Collection, Read)} does, without blocking.
     *
     * @param keys the keys; a key that is given twice counts once
     * @param read how fresh the values have to be
     * @return a stage with the values of the keys that have an entry, in the order of the keys given; the caller may
     *     keep and change the arrays
     */
    CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys, Read read);

    /**
     * Does what {@link SessionStore#setAll(Map)} does, without blocking.
     *
     * @param values the bytes under each key; copied
     * @return a stage with the version written for each key
     */
    default CompletionStage<Map<String, Version>> setAll(Map<String, byte[]> values) {
        return setAll(values, Ttl.storeDefault());
    }

    /**
     * Does what {@link SessionStore#setAll(Map, Ttl)} does, without blocking.
     *
     * @param values the bytes under each key; copied
     * @param ttl the TTL of each, counted from now
     * @return a stage with the version written for each key
     */
    CompletionStage<Map<String, Version>> setAll(Map<String, byte[]> values, Ttl ttl);

    /**
     * Does what {@link SessionStore#deleteAll(Collection)} does, without blocking.
     *
     * @param keys the keys; a key that is given twice counts once
     * @return a stage with the reach of the deletion of each key
     */
    CompletionStage<Map<String, Reach>> deleteAll(Collection<String> keys);

    /**
     * Does what {@link SessionStore#changeTTLAll(Collection, Ttl)} does, without blocking.
     *
     * @param keys the keys; a key that is given twice counts once
     * @param ttl counted from now
     * @return a stage with true for each key that has an entry, and false for each that is absent
     */
    CompletionStage<Map<String, Boolean>> changeTTLAll(Collection<String> keys, Ttl ttl);

    /**
     * Does what {@link SessionStore#tryLock} does, without blocking.
     *
     * @param key the key
     * @param wait how long to keep trying while another holder has the lock; zero for a single attempt
     * @param lease how long the lock is held at most; greater than zero, and within the bounds of a TTL
     * @return a stage with the lock, to be released by the caller; empty if another holder has it
     */
    CompletionStage<Optional<AsyncStoreLock>> tryLock(String key, Duration wait, Duration lease);

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
     * @throws UnsupportedOperationException if this store keeps no maps; {@link Traits#maps()} tells that before
     */
    AsyncSessionMaps maps();

    /**
     * Returns the groups of this store, which it keeps beside the entries. Doesn't block.
     *
     * @return the groups, always the same; they are closed with the store
     * @throws UnsupportedOperationException if this store keeps no groups; {@link Traits#groups()} tells that before
     */
    AsyncEntryGroups groups();

    /**
     * Closes the store and the backend that it opened. Calls that are under way end at their deadlines at the latest.
     * Closing again does nothing. (Contract: LIF-01 to LIF-04.)
     */
    @Override
    void close();
}
