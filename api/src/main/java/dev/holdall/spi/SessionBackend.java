package dev.holdall.spi;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps the entries of a store. It has a few asynchronous primitives over versioned registers.
 *
 * <p>The store does everything that is the same for all backends: it checks keys and values, applies the namespace,
 * converts TTLs to lifetimes and rounds them up to {@link Traits#ttlResolution()}, makes versions, copies the bytes of
 * values, stops waiting at the deadline, and converts failures to the exceptions that callers see. So a backend
 * receives only valid arguments, and doesn't check them again.
 *
 * <p><b>Versions.</b> Of two writes to a key, the one with the greater version wins. A backend whose traits say
 * {@link Traits#comparesVersions()} reads the stored version and writes in one atomic step. It writes with the greater
 * of the version that it receives and the stored version plus one; so its writes never lose, and it returns the version
 * that it has written with. It remembers enough of entries that are gone (deleted, expired, evicted), so that an entry
 * that is created again never has a version that an earlier entry of the key had. A backend that doesn't compare
 * versions writes with exactly the version that it receives.
 *
 * <p><b>Stages.</b> A primitive doesn't block: it returns a stage, which is already completed if the backend has the
 * answer at once. Stages may complete on the client library's own threads. A failure completes the stage with a
 * {@link BackendException}; a failure must never be reported as an absent key. A primitive may also throw a
 * {@code BackendException}.
 *
 * <p><b>Deadlines.</b> Every primitive receives the {@link Deadline} of its call. The store itself stops waiting at the
 * deadline, so a backend needs no timer for it. A backend that needs several requests for one answer, one after the
 * other, checks the deadline before each of them. After the deadline it sends no request, and fails with
 * {@link Deadline#notBegun} (or with {@code UNKNOWN}, if an earlier request has changed something).
 *
 * <p><b>Bytes.</b> The store has copied the array that it passes to a write, and nobody changes this copy, so a backend
 * may keep it without copying it again. The array that a read returns belongs to the caller, who may change it. So a
 * backend that keeps values in memory returns a copy, and no backend returns a buffer that it uses again.
 *
 * <p>Implementations must be thread-safe. After {@link #close} the store calls no more primitives.
 * {@code docs/writing-a-backend.md} explains how to write a backend, and the contract kit ({@code holdall-tck}) tests
 * it.
 */
public interface SessionBackend extends AutoCloseable {

    /**
     * Returns what this backend can promise, and its limits. They stay the same for as long as the backend is open.
     *
     * @return the traits
     */
    Traits traits();

    /**
     * Reads an entry.
     *
     * @param key the key
     * @param options how fresh the answer has to be, and whether it has to include the remaining lifetime
     * @param deadline the moment until which the call waits for the answer
     * @return the entry; empty if there is none, or if it has expired, or was deleted or revoked
     */
    CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline);

    /**
     * Writes an entry unconditionally. On a revoked key the write has no effect, and doesn't fail.
     *
     * @param key the key
     * @param value the bytes
     * @param lifetime how long the entry lives; {@link Lifetime#OVER} leaves the key absent
     * @param version the version to write with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return the version written; on a revoked key, the version that this method received
     */
    CompletionStage<Version> write(String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline);

    /**
     * Replaces the entry that the caller has read, unless the key was set, deleted or revoked since.
     *
     * <p>A backend that compares versions stores the value only if the key has an entry whose version is at most
     * {@code seen}. It writes with the stored version plus one. It doesn't derive the new version from {@code seen},
     * because {@code seen} comes from the application and may be made up. A backend that doesn't compare versions
     * writes with the version {@link VersionSteps#afterUpdate}.
     *
     * @param key the key
     * @param seen the version that the caller has read
     * @param value the bytes
     * @param lifetime how long the entry lives; {@link Lifetime#OVER} ends the entry under the same condition
     * @param deadline the moment until which the call waits for the answer
     * @return the version to base the next update on. A backend that compares versions answers with the version
     *     written, or with {@code seen} if it stored nothing, so that an update that is based on a lost update loses
     *     too. A backend that doesn't compare versions answers with the version that it has written with.
     */
    CompletionStage<Version> update(String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline);

    /**
     * Writes an entry if the key has none.
     *
     * @param key the key
     * @param value the bytes
     * @param lifetime how long the entry lives; {@link Lifetime#OVER} stores nothing, and only answers whether an entry
     *     would have been stored
     * @param version the version to write with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return whether the entry was stored
     */
    CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline);

    /**
     * Writes an entry if the key has an entry with exactly the version {@code seen}.
     *
     * @param key the key
     * @param seen the version that the entry must have
     * @param value the bytes
     * @param lifetime how long the entry lives; {@link Lifetime#OVER} ends the entry under the same condition
     * @param version the version to write with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return whether the entry was stored
     */
    CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline);

    /**
     * Gives an entry a new lifetime, and loses to every concurrent write. A backend that compares versions leaves the
     * version as it is; a backend that doesn't compare versions may raise it by {@link VersionSteps#TOUCH_MICROS}.
     *
     * @param key the key
     * @param lifetime how long the entry lives from now; {@link Lifetime#OVER} ends it
     * @param deadline the moment until which the call waits for the answer
     * @return the version that the entry has now; empty if there was none
     */
    CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline);

    /**
     * Deletes an entry. A later write may use the key again. On a revoked key the deletion has no effect.
     *
     * @param key the key
     * @param version the version to delete with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return how far the deletion had come when it was acknowledged, whether or not there was an entry
     */
    CompletionStage<Reach> delete(String key, Version version, Deadline deadline);

    /**
     * Revokes a key: until the horizon has passed, nothing is stored under the key, whatever the version of the write.
     *
     * @param key the key
     * @param version the version of the tombstone: now plus the horizon
     * @param horizonMillis how long the revocation has to be remembered, in milliseconds
     * @param deadline the moment until which the call waits for the answer
     * @return how far the revocation had come when it was acknowledged
     */
    CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline);

    /**
     * Adds to a counter, which is a decimal number in ASCII. If the key has no entry, {@code initial} is stored with
     * the lifetime; otherwise the sum is stored, and the entry's expiry stays as it is. If the stored value is not such
     * a number, the request fails with {@link BackendException.Kind#CORRUPT}; if the sum doesn't fit in 64 bits, it
     * fails with an {@link ArithmeticException}. Either failure changes nothing.
     *
     * @param key the key
     * @param delta what is added
     * @param initial the value of a counter that doesn't exist yet
     * @param lifetime how long a new counter lives
     * @param version the version to write with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return the new value
     */
    CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline);

    /**
     * Reads several entries at once. The default implementations of this and the other bulk methods make one request
     * per key; a backend that has a better way overrides them. The store bounds the number of keys of a call.
     *
     * @param keys the keys, each once
     * @param options how fresh the answer has to be, and whether it has to include the remaining lifetime
     * @param deadline the moment until which the call waits for the answer
     * @return a stage for each key, in the order of the keys
     */
    default Map<String, CompletionStage<Optional<StoredEntry>>> readAll(
            Collection<String> keys, ReadOptions options, Deadline deadline) {
        return each(keys, key -> read(key, options, deadline));
    }

    /**
     * Writes several entries at once.
     *
     * @param values the bytes under each key
     * @param lifetime how long the entries live
     * @param version the version to write with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return a stage for each key, in the order of the keys
     */
    default Map<String, CompletionStage<Version>> writeAll(
            Map<String, byte[]> values, Lifetime lifetime, Version version, Deadline deadline) {
        Map<String, CompletionStage<Version>> answers = new LinkedHashMap<>();
        values.forEach((key, value) -> answers.put(key, attempt(() -> write(key, value, lifetime, version, deadline))));
        return answers;
    }

    /**
     * Gives several entries a new lifetime, each as {@link #touch} does.
     *
     * @param keys the keys, each once
     * @param lifetime how long the entries live from now
     * @param deadline the moment until which the call waits for the answer
     * @return a stage for each key, in the order of the keys
     */
    default Map<String, CompletionStage<Optional<Version>>> touchAll(
            Collection<String> keys, Lifetime lifetime, Deadline deadline) {
        return each(keys, key -> touch(key, lifetime, deadline));
    }

    /**
     * Deletes several entries at once.
     *
     * @param keys the keys, each once
     * @param version the version to delete with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return a stage for each key, in the order of the keys
     */
    default Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version, Deadline deadline) {
        return each(keys, key -> delete(key, version, deadline));
    }

    /**
     * Returns what keeps the maps of the store. A backend that keeps maps overrides this method, and says
     * {@link Traits#maps()}. A backend that doesn't leaves both as they are.
     *
     * @return always the same; empty if this backend keeps no maps. It has no life of its own: {@link #close} closes it
     *     too.
     */
    default Optional<SessionMapBackend> maps() {
        return Optional.empty();
    }

    /**
     * Returns what keeps the groups of the store. A backend that keeps groups overrides this method, and says
     * {@link Traits#groups()}. A backend that doesn't leaves both as they are.
     *
     * @return always the same; empty if this backend keeps no groups. It has no life of its own: {@link #close} closes
     *     it too.
     */
    default Optional<EntryGroupBackend> groups() {
        return Optional.empty();
    }

    /**
     * Tells whether a thread is one of those that complete this backend's stages. A blocking call on such a thread
     * would wait forever, because only the thread itself could deliver the answer.
     *
     * @param thread any thread
     * @return true if blocking calls have to be refused on this thread
     */
    default boolean completesOn(Thread thread) {
        return false;
    }

    /**
     * Frees the resources of the backend. Requests that are under way are answered or fail, but must not hang. The
     * store calls this method once.
     */
    @Override
    void close();

    private static <R> Map<String, CompletionStage<R>> each(
            Collection<String> keys, Function<String, CompletionStage<R>> request) {
        Map<String, CompletionStage<R>> answers = new LinkedHashMap<>();
        keys.forEach(key -> answers.put(key, attempt(() -> request.apply(key))));
        return answers;
    }

    private static <R> CompletionStage<R> attempt(Supplier<CompletionStage<R>> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
