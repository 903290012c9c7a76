package dev.holdall.internal.verbs;

import dev.holdall.Entry;
import dev.holdall.NewEntry;
import dev.holdall.Operation;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.internal.dispatch.PendingCall;
import dev.holdall.internal.dispatch.Replies;
import dev.holdall.internal.dispatch.Reply;
import dev.holdall.internal.dispatch.Steps;
import dev.holdall.internal.dispatch.UserCode;
import dev.holdall.internal.validation.Validation;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The verbs of a store, written once for the blocking and the asynchronous face. Each verb has two steps:
 * {@link Validation} checks the caller's arguments, and {@link Dispatch} sends the request to the backend and reads its
 * answer.
 *
 * <p>The verb itself throws an exception for an invalid argument. Every other failure is reported by the call that the
 * verb returns.
 */
public final class Verbs {

    private final StoreParts store;
    private final SessionBackend backend;
    private final Validation validation;
    private final Dispatch dispatch;
    private final VersionClock clock;
    private final Duration revocationHorizon;
    private final Reply<Optional<StoredEntry>, Optional<Entry>> entry;
    private final BulkWindow bulkWindow = new BulkWindow();

    public Verbs(StoreParts store, Duration revocationHorizon) {
        this.store = store;
        this.backend = store.backend();
        this.validation = store.validation();
        this.dispatch = store.dispatch();
        this.clock = store.clock();
        this.revocationHorizon = revocationHorizon;
        this.entry = Replies.entry(store.wallClock());
    }

    public PendingCall<?, Optional<byte[]>> get(String key, Read read) {
        String stored = validation.key(key);
        ReadOptions options = options(read);
        return dispatch.request(
                Operation.GET, key, stored, 0, deadline -> backend.read(stored, options, deadline), Replies.VALUE);
    }

    public PendingCall<?, Optional<Entry>> getEntry(String key, Read read) {
        String stored = validation.key(key);
        ReadOptions options = isLatest(read) ? ReadOptions.LATEST_WITH_LIFETIME : ReadOptions.LOCAL_WITH_LIFETIME;
        return dispatch.request(
                Operation.GET_ENTRY, key, stored, 0, deadline -> backend.read(stored, options, deadline), entry);
    }

    public PendingCall<?, Version> set(String key, byte[] value, Ttl ttl) {
        String stored = validation.key(key);
        byte[] bytes = validation.value(value);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.request(
                Operation.SET,
                key,
                stored,
                bytes.length,
                deadline -> backend.write(stored, bytes, lifetime, clock.next(stored), deadline),
                Replies.WRITTEN);
    }

    public PendingCall<?, Version> update(String key, Version seen, byte[] value, Ttl ttl) {
        String stored = validation.key(key);
        Version base = validation.updateBase(seen);
        byte[] bytes = validation.value(value);
        Lifetime lifetime = validation.lifetime(ttl);
        clock.followUpdateOf(stored, base);
        return dispatch.request(
                Operation.UPDATE,
                key,
                stored,
                bytes.length,
                deadline -> backend.update(stored, base, bytes, lifetime, deadline),
                Replies.UPDATED);
    }

    public PendingCall<?, Optional<Version>> add(String key, byte[] value, Ttl ttl) {
        String stored = validation.key(key);
        byte[] bytes = validation.value(value);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.request(
                Operation.ADD,
                key,
                stored,
                bytes.length,
                deadline -> backend.writeIfAbsent(stored, bytes, lifetime, clock.next(stored), deadline),
                Replies.CONDITIONAL_VERSION);
    }

    public PendingCall<?, Optional<Version>> compareAndSet(String key, Version seen, byte[] value, Ttl ttl) {
        String stored = validation.key(key);
        Version expected = Objects.requireNonNull(seen, "the version seen is null");
        byte[] bytes = validation.value(value);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.request(
                Operation.COMPARE_AND_SET,
                key,
                stored,
                bytes.length,
                deadline -> backend.writeIfUnchanged(stored, expected, bytes, lifetime, clock.next(stored), deadline),
                Replies.CONDITIONAL_VERSION);
    }

    public PendingCall<?, Optional<Entry>> merge(
            String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl, UserCode userCode) {
        Objects.requireNonNull(function, "the function is null");
        validation.lifetime(ttl);
        return merge(
                key,
                found -> Objects.requireNonNull(function.apply(found), "the function given to merge returned null")
                        .map(value -> NewEntry.of(value, ttl)),
                userCode);
    }

    public PendingCall<?, Optional<Entry>> merge(
            String key, Function<Optional<Entry>, Optional<NewEntry>> function, UserCode userCode) {
        String stored = validation.key(key);
        Objects.requireNonNull(function, "the function is null");
        return dispatch.steps(Operation.MERGE, key, deadline -> new Merge(store, stored, function, userCode, deadline));
    }

    public PendingCall<?, byte[]> getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier, UserCode userCode) {
        Objects.requireNonNull(supplier, "the supplier is null");
        validation.lifetime(ttl);
        return getOrCompute(
                key,
                () -> NewEntry.of(
                        Objects.requireNonNull(supplier.get(), "the supplier given to getOrCompute returned null"),
                        ttl),
                userCode);
    }

    public PendingCall<?, byte[]> getOrCompute(String key, Supplier<NewEntry> supplier, UserCode userCode) {
        String stored = validation.key(key);
        Objects.requireNonNull(supplier, "the supplier is null");
        return dispatch.steps(
                Operation.GET_OR_COMPUTE,
                key,
                deadline -> new GetOrCompute(store, stored, supplier, userCode, deadline));
    }

    public PendingCall<?, Boolean> changeTTL(String key, Ttl ttl) {
        String stored = validation.key(key);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.request(
                Operation.CHANGE_TTL,
                key,
                stored,
                0,
                deadline -> backend.touch(stored, lifetime, deadline),
                Replies.TOUCHED);
    }

    public PendingCall<?, Reach> delete(String key) {
        String stored = validation.key(key);
        return dispatch.request(
                Operation.DELETE,
                key,
                stored,
                0,
                deadline -> backend.delete(stored, clock.next(stored), deadline),
                Replies.REACHED);
    }

    public PendingCall<?, Reach> revoke(String key) {
        String stored = validation.key(key);
        return dispatch.request(
                Operation.REVOKE,
                key,
                stored,
                0,
                deadline -> backend.revoke(stored, clock.ofRevocation(stored), revocationHorizon.toMillis(), deadline),
                Replies.REACHED);
    }

    public PendingCall<?, Long> increment(String key, long delta, long initial, Ttl ttl) {
        String stored = validation.key(key);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.request(
                Operation.INCREMENT,
                key,
                stored,
                0,
                deadline -> backend.increment(stored, delta, initial, lifetime, clock.next(stored), deadline),
                Replies.COUNTED);
    }

    public PendingCall<?, Map<String, byte[]>> getAll(Collection<String> keys, Read read, Executor executor) {
        Deadline deadline = dispatch.deadline();
        Map<String, String> callersKeys = validation.keys(keys, deadline);
        ReadOptions options = options(read);
        Steps<Map<String, Optional<byte[]>>> bulk = bulk(
                Operation.GET_ALL,
                callersKeys,
                (batch, until) -> backend.readAll(batch, options, until),
                Replies.VALUE,
                executor,
                deadline);
        return dispatch.bulk(Operation.GET_ALL, callersKeys.size(), 0, deadline, bulk.map(Verbs::presentOnly));
    }

    private static Map<String, byte[]> presentOnly(Map<String, Optional<byte[]>> found) {
        Map<String, byte[]> present = new LinkedHashMap<>();
        found.forEach((key, value) -> value.ifPresent(bytes -> present.put(key, bytes)));
        return present;
    }

    public PendingCall<?, Map<String, Version>> setAll(Map<String, byte[]> values, Ttl ttl, Executor executor) {
        Deadline deadline = dispatch.deadline();
        Objects.requireNonNull(values, "the map of values is null");
        Map<String, String> callersKeys = validation.keys(values.keySet(), deadline);
        Map<String, byte[]> bytes = validation.values(values, callersKeys, deadline);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.bulk(
                Operation.SET_ALL,
                callersKeys.size(),
                size(bytes),
                deadline,
                bulk(
                        Operation.SET_ALL,
                        callersKeys,
                        (batch, until) -> backend.writeAll(part(bytes, batch), lifetime, clock.next(batch), until),
                        Replies.WRITTEN,
                        executor,
                        deadline));
    }

    private static long size(Map<String, byte[]> bytes) {
        return bytes.values().stream().mapToLong(value -> value.length).sum();
    }

    private static Map<String, byte[]> part(Map<String, byte[]> bytes, List<String> batch) {
        Map<String, byte[]> part = new LinkedHashMap<>();
        batch.forEach(key -> part.put(key, Objects.requireNonNull(bytes.get(key))));
        return part;
    }

    public PendingCall<?, Map<String, Reach>> deleteAll(Collection<String> keys, Executor executor) {
        Deadline deadline = dispatch.deadline();
        Map<String, String> callersKeys = validation.keys(keys, deadline);
        return dispatch.bulk(
                Operation.DELETE_ALL,
                callersKeys.size(),
                0,
                deadline,
                bulk(
                        Operation.DELETE_ALL,
                        callersKeys,
                        (batch, until) -> backend.deleteAll(batch, clock.next(batch), until),
                        Replies.REACHED,
                        executor,
                        deadline));
    }

    public PendingCall<?, Map<String, Boolean>> changeTTLAll(Collection<String> keys, Ttl ttl, Executor executor) {
        Deadline deadline = dispatch.deadline();
        Map<String, String> callersKeys = validation.keys(keys, deadline);
        Lifetime lifetime = validation.lifetime(ttl);
        return dispatch.bulk(
                Operation.CHANGE_TTL_ALL,
                callersKeys.size(),
                0,
                deadline,
                bulk(
                        Operation.CHANGE_TTL_ALL,
                        callersKeys,
                        (batch, until) -> backend.touchAll(batch, lifetime, until),
                        Replies.TOUCHED,
                        executor,
                        deadline));
    }

    private <A, R> Steps<Map<String, R>> bulk(
            Operation operation,
            Map<String, String> callersKeys,
            Bulk.Request<A> request,
            Reply<A, R> reply,
            Executor executor,
            Deadline deadline) {
        return new Bulk<>(store, bulkWindow, operation, callersKeys, request, reply, executor, deadline);
    }

    public PendingCall<?, Optional<HeldLock>> tryLock(String key, Duration wait, Duration lease) {
        String stored = validation.lockKey(key);
        Duration checkedWait = validation.lockWait(wait);
        Lifetime lifetime = validation.lease(lease);
        return dispatch.steps(
                Operation.TRY_LOCK,
                key,
                checkedWait,
                deadline ->
                        new TryLock(store, stored, HeldLock.newToken(), lifetime, Deadline.in(checkedWait), deadline));
    }

    public PendingCall<?, Boolean> unlock(String key, HeldLock lock) {
        String stored = validation.lockKey(key);
        return dispatch.request(
                Operation.UNLOCK,
                key,
                stored,
                0,
                deadline -> backend.writeIfUnchanged(
                        stored, lock.version(), lock.token(), Lifetime.OVER, clock.next(stored), deadline),
                Replies.IS_STORED);
    }

    private static ReadOptions options(Read read) {
        return isLatest(read) ? ReadOptions.LATEST : ReadOptions.LOCAL;
    }

    private static boolean isLatest(Read read) {
        return Objects.requireNonNull(read, "the kind of read is null") == Read.LATEST;
    }
}
