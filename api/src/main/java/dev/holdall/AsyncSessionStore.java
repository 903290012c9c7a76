package dev.holdall;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A {@link SessionStore} that doesn't block: the same verbs with the same meaning, each returning a stage.
 *
 * <p>A failure completes the stage with the {@link SessionStoreException} that the blocking verb throws, by the
 * deadline at the latest, which is {@code request-timeout} after the call (for {@code tryLock}, its wait and
 * {@code request-timeout}). What a caller does wrong (a key or a value out of bounds, a null, a closed store) is thrown
 * by the call itself.
 *
 * <p>A stage completes on whichever thread has the answer: the calling one where it is there at once, else one of the
 * backend's client library. Dependents that take long or block belong on an executor of the application's own, with the
 * {@code ...Async} methods of {@link CompletionStage}. Cancelling a stage, or completing it, does not undo a write nor
 * stop one that is under way. {@code docs/async.md} says more.
 *
 * <p>Thread-safe. Applications don't implement this interface: methods may be added to it.
 */
public interface AsyncSessionStore extends AutoCloseable {

    /**
     * As {@link SessionStore#get(String)}, without blocking.
     *
     * @param key the key
     * @return a stage with the value, the caller's own; empty if the key is absent
     */
    default CompletionStage<Optional<byte[]>> get(String key) {
        return get(key, Read.LOCAL);
    }

    /**
     * As {@link SessionStore#get(String, Read)}, without blocking.
     *
     * @param key the key
     * @param read how fresh it has to be
     * @return a stage with the value, the caller's own; empty if the key is absent
     */
    CompletionStage<Optional<byte[]>> get(String key, Read read);

    /**
     * As {@link SessionStore#getEntry(String)}, without blocking.
     *
     * @param key the key
     * @return a stage with the entry; empty if the key is absent
     */
    default CompletionStage<Optional<Entry>> getEntry(String key) {
        return getEntry(key, Read.LOCAL);
    }

    /**
     * As {@link SessionStore#getEntry(String, Read)}, without blocking.
     *
     * @param key the key
     * @param read how fresh it has to be
     * @return a stage with the entry; empty if the key is absent
     */
    CompletionStage<Optional<Entry>> getEntry(String key, Read read);

    /**
     * As {@link SessionStore#set(String, byte[])}, without blocking.
     *
     * @param key the key
     * @param value the bytes; copied
     * @return a stage with the version written
     */
    default CompletionStage<Version> set(String key, byte[] value) {
        return set(key, value, Ttl.storeDefault());
    }

    /**
     * As {@link SessionStore#set(String, byte[], Ttl)}, without blocking.
     *
     * @param key the key
     * @param value the bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the version written
     */
    CompletionStage<Version> set(String key, byte[] value, Ttl ttl);

    /**
     * As {@link SessionStore#update(String, Version, byte[])}, without blocking.
     *
     * @param key the key
     * @param seen the version that this update is based on: that of the entry read, or the one that the last update
     *     returned
     * @param value the new bytes; copied
     * @return a stage with the version to base the next update on; it doesn't tell whether this one had an effect
     */
    default CompletionStage<Version> update(String key, Version seen, byte[] value) {
        return update(key, seen, value, Ttl.storeDefault());
    }

    /**
     * As {@link SessionStore#update(String, Version, byte[], Ttl)}, without blocking.
     *
     * @param key the key
     * @param seen the version that this update is based on: that of the entry read, or the one that the last update
     *     returned
     * @param value the new bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the version to base the next update on; it doesn't tell whether this one had an effect
     */
    CompletionStage<Version> update(String key, Version seen, byte[] value, Ttl ttl);

    /**
     * As {@link SessionStore#add(String, byte[])}, without blocking.
     *
     * @param key the key
     * @param value the bytes; copied
     * @return a stage with the version written; empty if the key has an entry or is revoked
     */
    default CompletionStage<Optional<Version>> add(String key, byte[] value) {
        return add(key, value, Ttl.storeDefault());
    }

    /**
     * As {@link SessionStore#add(String, byte[], Ttl)}, without blocking.
     *
     * @param key the key
     * @param value the bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the version written; empty if the key has an entry or is revoked
     */
    CompletionStage<Optional<Version>> add(String key, byte[] value, Ttl ttl);

    /**
     * As {@link SessionStore#compareAndSet(String, Version, byte[])}, without blocking.
     *
     * @param key the key
     * @param seen the version that has to be there
     * @param value the new bytes; copied
     * @return a stage with the version written; empty if the key has another version, is absent or is revoked
     */
    default CompletionStage<Optional<Version>> compareAndSet(String key, Version seen, byte[] value) {
        return compareAndSet(key, seen, value, Ttl.storeDefault());
    }

    /**
     * As {@link SessionStore#compareAndSet(String, Version, byte[], Ttl)}, without blocking.
     *
     * @param key the key
     * @param seen the version that has to be there
     * @param value the new bytes; copied; at most {@link Traits#maxValueBytes()}
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the version written; empty if the key has another version, is absent or is revoked
     */
    CompletionStage<Optional<Version>> compareAndSet(String key, Version seen, byte[] value, Ttl ttl);

    /**
     * As {@link SessionStore#merge(String, Function)}, without blocking. The function runs on the executor that the
     * store was built with.
     *
     * @param key the key
     * @param function is given the entry that is there, empty if the key is absent, and returns the new value with its
     *     TTL; empty to leave things as they are; never null
     * @return a stage with the entry stored; empty if the function returned empty, or if the key is revoked
     */
    CompletionStage<Optional<Entry>> merge(String key, Function<Optional<Entry>, Optional<NewEntry>> function);

    /**
     * As {@link SessionStore#merge(String, Function, Ttl)}, without blocking. The function runs on the executor that
     * the store was built with.
     *
     * @param key the key
     * @param function is given the entry that is there, empty if the key is absent, and returns the new value; empty to
     *     leave things as they are; never null
     * @param ttl counted from the write; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the entry stored; empty if the function returned empty, or if the key is revoked
     */
    CompletionStage<Optional<Entry>> merge(String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl);

    /**
     * As {@link SessionStore#getOrCompute(String, Ttl, Supplier)}, without blocking. The supplier runs on the executor
     * that the store was built with.
     *
     * @param key the key
     * @param ttl the TTL of a value that is stored, counted from then
     * @param supplier makes the value; doesn't return null
     * @return a stage with the value, the caller's own
     */
    CompletionStage<byte[]> getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier);

    /**
     * As {@link SessionStore#getOrCompute(String, Supplier)}, without blocking. The supplier runs on the executor that
     * the store was built with.
     *
     * @param key the key
     * @param supplier makes the value and its TTL; doesn't return null
     * @return a stage with the value, the caller's own
     */
    CompletionStage<byte[]> getOrCompute(String key, Supplier<NewEntry> supplier);

    /**
     * As {@link SessionStore#changeTTL(String, Ttl)}, without blocking.
     *
     * @param key the key
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with true if the key has an entry; false if it is absent
     */
    CompletionStage<Boolean> changeTTL(String key, Ttl ttl);

    /**
     * As {@link SessionStore#delete(String)}, without blocking.
     *
     * @param key the key
     * @return a stage with how far the deletion had come when it was acknowledged, whether or not there was an entry
     */
    CompletionStage<Reach> delete(String key);

    /**
     * As {@link SessionStore#revoke(String)}, without blocking.
     *
     * @param key the key
     * @return a stage with how far the revocation had come when it was acknowledged, whether or not there was an entry
     */
    CompletionStage<Reach> revoke(String key);

    /**
     * As {@link SessionStore#increment(String, long, long, Ttl)}, without blocking.
     *
     * @param key the key
     * @param delta what is added to a counter that is there; its expiry stays
     * @param initial what a counter that isn't there becomes
     * @param ttl the TTL of a counter that isn't there
     * @return a stage with the new value; {@code initial} on a revoked key, where nothing is stored
     */
    CompletionStage<Long> increment(String key, long delta, long initial, Ttl ttl);

    /**
     * As {@link SessionStore#getAll(Collection)}, without blocking.
     *
     * @param keys the keys; one that is there twice counts once
     * @return a stage with the values of those that are there, in the order of the keys; the caller's own
     */
    default CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys) {
        return getAll(keys, Read.LOCAL);
    }

    /**
     * As {@link SessionStore#getAll(Collection, Read)}, without blocking.
     *
     * @param keys the keys; one that is there twice counts once
     * @param read how fresh they have to be
     * @return a stage with the values of those that are there, in the order of the keys; the caller's own
     */
    CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys, Read read);

    /**
     * As {@link SessionStore#setAll(Map)}, without blocking.
     *
     * @param values the bytes under each key; copied
     * @return a stage with the version of each
     */
    default CompletionStage<Map<String, Version>> setAll(Map<String, byte[]> values) {
        return setAll(values, Ttl.storeDefault());
    }

    /**
     * As {@link SessionStore#setAll(Map, Ttl)}, without blocking.
     *
     * @param values the bytes under each key; copied
     * @param ttl the TTL of each, counted from now
     * @return a stage with the version of each
     */
    CompletionStage<Map<String, Version>> setAll(Map<String, byte[]> values, Ttl ttl);

    /**
     * As {@link SessionStore#deleteAll(Collection)}, without blocking.
     *
     * @param keys the keys; one that is there twice counts once
     * @return a stage with the reach of each
     */
    CompletionStage<Map<String, Reach>> deleteAll(Collection<String> keys);

    /**
     * As {@link SessionStore#changeTTLAll(Collection, Ttl)}, without blocking.
     *
     * @param keys the keys; one that is there twice counts once
     * @param ttl counted from now
     * @return a stage with for each key, whether it has an entry
     */
    CompletionStage<Map<String, Boolean>> changeTTLAll(Collection<String> keys, Ttl ttl);

    /**
     * As {@link SessionStore#tryLock}, without blocking.
     *
     * @param key the key
     * @param wait how long to try again while somebody else holds the lock; zero for a single attempt
     * @param lease how long the lock is held at most; greater than zero, and within the bounds of a TTL
     * @return a stage with the lock, to be released by the caller; empty if somebody else holds it
     */
    CompletionStage<Optional<AsyncStoreLock>> tryLock(String key, Duration wait, Duration lease);

    /**
     * What this store can promise, and its limits. Doesn't block.
     *
     * @return the traits, the same for as long as the store is open
     */
    Traits traits();

    /**
     * Closes the store and what it has opened. Calls that are under way end, by their deadline at the latest. Closing
     * again does nothing. (Contract: LIF-01 to LIF-04.)
     */
    @Override
    void close();
}
