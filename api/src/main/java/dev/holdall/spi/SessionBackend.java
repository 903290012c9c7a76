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
 * Where entries are kept: a handful of asynchronous primitives over versioned registers.
 *
 * <p>The store does everything that is the same for all backends before it calls one, and after: it checks keys and
 * values, applies the namespace, makes lifetimes of TTLs and rounds them up to {@link Traits#ttlResolution()}, makes
 * versions, copies bytes at the boundary, bounds the wait, and turns failures into the exceptions that callers see. So
 * a backend is given valid arguments only, and doesn't check them again.
 *
 * <p><b>Versions.</b> Of two writes to a key the greater version wins. A backend whose traits say
 * {@link Traits#comparesVersions()} looks at what is stored, atomically, and writes with the greater of the version
 * that it is given and the stored one plus one; so its writes never lose, and it returns the version that it wrote
 * with. It remembers enough of what is gone (deleted, expired, evicted) that a key created again never has a version
 * that an earlier life of the key had. A backend that doesn't look writes with just the version that it is given.
 *
 * <p><b>Stages.</b> A primitive doesn't block: it returns a stage, already completed where the backend has the answer
 * at once. Stages may complete on the client library's own threads. A failure completes the stage with a
 * {@link BackendException}; an absence never stands for a failure. A primitive may also throw a
 * {@code BackendException}.
 *
 * <p><b>Deadlines.</b> Every primitive is given the {@link Deadline} of the call that it belongs to. The store itself
 * stops waiting then, so a backend needs no timer for it. A backend that answers with several requests, one after the
 * other, looks at the deadline before each of them, and fails with {@link Deadline#notBegun} (or with {@code UNKNOWN},
 * if an earlier request has changed something) instead of sending a request after it.
 *
 * <p><b>Bytes.</b> The store has copied the array that a write is given: nobody changes it any more, so a backend may
 * keep it without another copy. The array that a read returns becomes the caller's own, who may change it: a backend
 * that keeps values in memory returns a copy, and none returns a buffer that it uses again.
 *
 * <p>Implementations are thread-safe. After {@link #close} the store calls no more primitives.
 * {@code docs/writing-a-backend.md} leads through an implementation, and the contract kit ({@code holdall-tck}) proves
 * one.
 */
public interface SessionBackend extends AutoCloseable {

    /**
     * What this backend can promise, and its limits. The same for as long as it is open.
     *
     * @return the traits
     */
    Traits traits();

    /**
     * Reads an entry.
     *
     * @param key the key
     * @param options how fresh, and whether with the remaining lifetime
     * @param deadline the moment until which the call waits for the answer
     * @return the entry; empty if there is none, or if it has expired, or was deleted or revoked
     */
    CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline);

    /**
     * Writes an entry unconditionally. On a revoked key it has no effect, and is no failure.
     *
     * @param key the key
     * @param value the bytes
     * @param lifetime how long it lives; {@link Lifetime#OVER} leaves the key absent
     * @param version the version to write with, at least
     * @param deadline the moment until which the call waits for the answer
     * @return the version written; on a revoked key, the one given
     */
    CompletionStage<Version> write(String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline);

    /**
     * Replaces what the caller has seen, unless the key was set, deleted or revoked since.
     *
     * <p>A backend that compares stores it only where there is an entry with a version up to {@code seen}, and steps
     * the stored version up by one. It doesn't build its version on {@code seen}, which comes from the application and
     * may be invented. A backend that doesn't look writes at {@link VersionSteps#afterUpdate}.
     *
     * @param key the key
     * @param seen the version that the caller has read
     * @param value the bytes
     * @param lifetime how long it lives; {@link Lifetime#OVER} ends the entry under the same condition
     * @param deadline the moment until which the call waits for the answer
     * @return the version to base the next update on. A backend that compares answers with the version written, or with
     *     {@code seen} if it stored nothing; so an update that is based on a lost one loses too. A backend that doesn't
     *     look answers with the version that it wrote with.
     */
    CompletionStage<Version> update(String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline);

    /**
     * Writes an entry if the key has none.
     *
     * @param key the key
     * @param value the bytes
     * @param lifetime how long it lives; {@link Lifetime#OVER} stores nothing, and says whether it would have
     * @param version the version to write with, at least
     * @param deadline the moment until which the call waits for the answer
     * @return whether it was stored
     */
    CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline);

    /**
     * Writes an entry if the key has one with exactly the version seen.
     *
     * @param key the key
     * @param seen the version that has to be there
     * @param value the bytes
     * @param lifetime how long it lives; {@link Lifetime#OVER} ends the entry under the same condition
     * @param version the version to write with, at least
     * @param deadline the moment until which the call waits for the answer
     * @return whether it was stored
     */
    CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline);

    /**
     * Gives an entry a new lifetime, and loses to every concurrent write. A backend that compares leaves the version as
     * it is; one that doesn't look may step it up by {@link VersionSteps#TOUCH_MICROS}.
     *
     * @param key the key
     * @param lifetime how long the entry lives from now; {@link Lifetime#OVER} ends it
     * @param deadline the moment until which the call waits for the answer
     * @return the version that the entry has now; empty if there was none
     */
    CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline);

    /**
     * Deletes an entry. A later write may use the key again. On a revoked key it has no effect.
     *
     * @param key the key
     * @param version the version to delete with, at least
     * @param deadline the moment until which the call waits for the answer
     * @return how far it had come when it was acknowledged; the same whether or not there was an entry
     */
    CompletionStage<Reach> delete(String key, Version version, Deadline deadline);

    /**
     * Ends a key for good: until the horizon has passed nothing is stored under it, whatever the version of the write.
     *
     * @param key the key
     * @param version the version of the tombstone: now plus the horizon
     * @param horizonMillis how long the revocation has to be remembered, in milliseconds
     * @param deadline the moment until which the call waits for the answer
     * @return how far it had come when it was acknowledged
     */
    CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline);

    /**
     * Adds to a counter, a decimal number in ASCII. Where the key has no entry, {@code initial} is stored with the
     * lifetime; else the sum is stored, and the entry's expiry stays. A value that is no such number is
     * {@link BackendException.Kind#CORRUPT}, a sum that doesn't fit an {@link ArithmeticException}; either changes
     * nothing.
     *
     * @param key the key
     * @param delta what is added
     * @param initial the value of a counter that isn't there yet
     * @param lifetime how long a new counter lives
     * @param version the version to write with, at least
     * @param deadline the moment until which the call waits for the answer
     * @return the new value
     */
    CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline);

    /**
     * Reads several entries at once. This implementation, as those below, makes one request a key; a backend overrides
     * it where it has a better way. The store bounds the number of keys of a call.
     *
     * @param keys the keys, each once
     * @param options how fresh, and whether with the remaining lifetime
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
     * @param lifetime how long they live
     * @param version the version to write with, at least
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
     * Touches several entries at once.
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
     * @param version the version to delete with, at least
     * @param deadline the moment until which the call waits for the answer
     * @return a stage for each key, in the order of the keys
     */
    default Map<String, CompletionStage<Reach>> deleteAll(Collection<String> keys, Version version, Deadline deadline) {
        return each(keys, key -> delete(key, version, deadline));
    }

    /**
     * Tells whether a thread is one that completes this backend's stages, so that waiting on it for an answer would
     * wait for ever.
     *
     * @param thread any thread
     * @return true if blocking calls have to be refused on it
     */
    default boolean completesOn(Thread thread) {
        return false;
    }

    /** Frees what the backend holds. Requests under way fail or are answered, but don't hang. Called once. */
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
