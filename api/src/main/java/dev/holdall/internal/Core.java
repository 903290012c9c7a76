package dev.holdall.internal;

import dev.holdall.Entry;
import dev.holdall.Operation;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The verbs, written once for both faces. A key's way: {@link #admit(String) checked and given its namespace}, then with
 * bytes, lifetime and version to the backend; what comes back is shown to the clock and copied for the caller.
 *
 * <p>What a caller does wrong is thrown from the verbs themselves; all else is in the call's answer.
 */
final class Core {

    private final StoreSettings settings;
    private final SessionBackend backend;
    private final Traits traits;
    private final Keyspace keyspace;
    private final TtlRules ttls;
    private final InstantSource wallClock;
    private final HybridClock clock;
    private final SkewWatch skew;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** A store over a backend that is open. */
    Core(StoreSettings settings, SessionBackend backend, Traits traits, InstantSource wallClock, Observers observers) {
        this.settings = settings;
        this.backend = backend;
        this.traits = traits;
        this.keyspace = new Keyspace(settings.namespace());
        this.wallClock = wallClock;
        this.ttls = new TtlRules(settings, traits, wallClock);
        this.clock = HybridClock.forBackend(settings, traits, wallClock);
        this.skew = new SkewWatch(settings, clock, observers);
    }

    Call<Optional<byte[]>> get(String key, Read read) {
        String admitted = admit(key);
        ReadOptions options = isLatest(read) ? ReadOptions.LATEST : ReadOptions.LOCAL;
        return Call.of(
                Operation.GET,
                key,
                request(() -> backend.read(admitted, options)).thenApply(found -> valueOf(admitted, found)));
    }

    Call<Optional<Entry>> getEntry(String key, Read read) {
        String admitted = admit(key);
        ReadOptions options = isLatest(read) ? ReadOptions.LATEST_WITH_LIFETIME : ReadOptions.LOCAL_WITH_LIFETIME;
        return Call.of(
                Operation.GET_ENTRY,
                key,
                request(() -> backend.read(admitted, options)).thenApply(found -> entryOf(admitted, found)));
    }

    Call<Version> set(String key, byte[] value, Ttl ttl) {
        String admitted = admit(key);
        byte[] bytes = admit(value);
        Lifetime lifetime = lifetime(ttl);
        return Call.of(
                Operation.SET,
                key,
                request(() -> backend.write(admitted, bytes, lifetime, clock.next(admitted)))
                        .thenApply(written -> saw(admitted, written)));
    }

    Call<Void> update(String key, Version seen, byte[] value, Ttl ttl) {
        String admitted = admit(key);
        Objects.requireNonNull(seen, "seen");
        byte[] bytes = admit(value);
        Lifetime lifetime = lifetime(ttl);
        skew.updates(admitted, seen);
        return Call.of(Operation.UPDATE, key, request(() -> backend.update(admitted, seen, bytes, lifetime)));
    }

    Call<Boolean> add(String key, byte[] value, Ttl ttl) {
        String admitted = admit(key);
        byte[] bytes = admit(value);
        Lifetime lifetime = lifetime(ttl);
        return Call.of(
                Operation.ADD,
                key,
                request(() -> backend.writeIfAbsent(admitted, bytes, lifetime, clock.next(admitted)))
                        .thenApply(written -> isStored(admitted, written)));
    }

    Call<Boolean> compareAndSet(String key, Version seen, byte[] value, Ttl ttl) {
        String admitted = admit(key);
        Objects.requireNonNull(seen, "seen");
        byte[] bytes = admit(value);
        Lifetime lifetime = lifetime(ttl);
        return Call.of(
                Operation.COMPARE_AND_SET,
                key,
                request(() -> backend.writeIfUnchanged(admitted, seen, bytes, lifetime, clock.next(admitted)))
                        .thenApply(written -> isStored(admitted, written)));
    }

    Call<Optional<Entry>> merge(
            String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl, Executor executor) {
        String admitted = admit(key);
        Objects.requireNonNull(function, "function");
        lifetime(ttl);
        CallState state = newState();
        MergeLoop loop = new MergeLoop(this, admitted, function, ttl, state, executor);
        return new Call<>(Operation.MERGE, key, loop.run(), state::abandon);
    }

    Call<byte[]> getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier, Executor executor) {
        String admitted = admit(key);
        Objects.requireNonNull(supplier, "supplier");
        lifetime(ttl);
        CallState state = newState();
        CompletionStage<byte[]> answer = request(() -> backend.read(admitted, ReadOptions.LOCAL))
                .thenCompose(found -> found.isPresent()
                        ? CompletableFuture.completedStage(copyOf(admitted, found.get()))
                        : UserCode.supply(supplier, executor)
                                .thenCompose(made -> addComputed(admitted, made, ttl, state)));
        return new Call<>(Operation.GET_OR_COMPUTE, key, answer.toCompletableFuture(), state::abandon);
    }

    private CompletionStage<byte[]> addComputed(String admitted, byte[] made, Ttl ttl, CallState state) {
        byte[] bytes = UserCode.call(() -> admit(made));
        if (!state.beginWrite()) {
            return CompletableFuture.failedStage(CallState.givenUp());
        }
        return request(() -> backend.writeIfAbsent(admitted, bytes, lifetime(ttl), clock.next(admitted)))
                .thenCompose(written -> computed(admitted, bytes, written, state));
    }

    /** What another has stored meanwhile, else what was made: an array of the caller's own. */
    private CompletionStage<byte[]> computed(String admitted, byte[] made, WriteResult written, CallState state) {
        if (isStored(admitted, written) || written.status() == WriteResult.Status.REVOKED) {
            return CompletableFuture.completedStage(made.clone());
        }
        state.writeEnded();
        return request(() -> backend.read(admitted, ReadOptions.LOCAL))
                .thenApply(found -> valueOf(admitted, found).orElseGet(made::clone));
    }

    Call<Boolean> changeTtl(String key, Ttl ttl) {
        String admitted = admit(key);
        Lifetime lifetime = lifetime(ttl);
        return Call.of(
                Operation.CHANGE_TTL,
                key,
                request(() -> backend.touch(admitted, lifetime)).thenApply(found -> isFound(admitted, found)));
    }

    Call<Reach> delete(String key) {
        String admitted = admit(key);
        return Call.of(
                Operation.DELETE,
                key,
                request(() -> backend.delete(admitted, clock.next(admitted))).thenApply(Core::told));
    }

    Call<Reach> revoke(String key) {
        String admitted = admit(key);
        Version version = clock.ahead(admitted, settings.revocationHorizon());
        long horizonMillis = settings.revocationHorizon().toMillis();
        return Call.of(
                Operation.REVOKE,
                key,
                request(() -> backend.revoke(admitted, version, horizonMillis)).thenApply(Core::told));
    }

    Call<Long> increment(String key, long delta, long initial, Ttl ttl) {
        String admitted = admit(key);
        Lifetime lifetime = lifetime(ttl);
        return Call.of(
                Operation.INCREMENT,
                key,
                request(() -> backend.increment(admitted, delta, initial, lifetime, clock.next(admitted)))
                        .thenApply(counted -> count(admitted, counted)));
    }

    Call<Map<String, byte[]>> getAll(Collection<String> keys) {
        Bulk<Optional<StoredEntry>, Optional<byte[]>> bulk = new Bulk<>(
                admitAll(keys), newState(), batch -> backend.readAll(batch, ReadOptions.LOCAL), this::valueOf);
        return bulk.call(Operation.GET_ALL, answers -> {
            Map<String, byte[]> present = new LinkedHashMap<>();
            answers.forEach((key, value) -> value.ifPresent(bytes -> present.put(key, bytes)));
            return present;
        });
    }

    Call<Map<String, Version>> setAll(Map<String, byte[]> values, Ttl ttl) {
        checkOpen();
        Map<String, String> callersKeys = new LinkedHashMap<>();
        Map<String, byte[]> admitted = new HashMap<>();
        values.forEach((key, value) -> {
            callersKeys.put(admit(key), key);
            admitted.put(admit(key), admit(value));
        });
        Lifetime lifetime = lifetime(ttl);
        Bulk<Version, Version> bulk =
                new Bulk<>(callersKeys, newState(), batch -> writeAll(batch, admitted, lifetime), this::saw);
        return bulk.call(Operation.SET_ALL, Function.identity());
    }

    private Map<String, CompletionStage<Version>> writeAll(
            List<String> batch, Map<String, byte[]> admitted, Lifetime lifetime) {
        Map<String, byte[]> part = new LinkedHashMap<>();
        batch.forEach(key -> part.put(key, Objects.requireNonNull(admitted.get(key))));
        return backend.writeAll(part, lifetime, clock.next(batch));
    }

    Call<Map<String, Reach>> deleteAll(Collection<String> keys) {
        Bulk<Reach, Reach> bulk = new Bulk<>(
                admitAll(keys),
                newState(),
                batch -> backend.deleteAll(batch, clock.next(batch)),
                (key, reach) -> told(reach));
        return bulk.call(Operation.DELETE_ALL, Function.identity());
    }

    Call<Map<String, Boolean>> changeTtlAll(Collection<String> keys, Ttl ttl) {
        Map<String, String> callersKeys = admitAll(keys);
        Lifetime lifetime = lifetime(ttl);
        Bulk<Optional<Version>, Boolean> bulk =
                new Bulk<>(callersKeys, newState(), batch -> backend.touchAll(batch, lifetime), this::isFound);
        return bulk.call(Operation.CHANGE_TTL_ALL, Function.identity());
    }

    Traits traits() {
        return traits;
    }

    StoreSettings settings() {
        return settings;
    }

    SessionBackend backend() {
        return backend;
    }

    boolean completesOn(Thread thread) {
        return backend.completesOn(thread);
    }

    boolean isClosed() {
        return closed.get();
    }

    void close() {
        if (closed.compareAndSet(false, true)) {
            backend.close();
        }
    }

    private CallState newState() {
        return new CallState(settings.requestTimeout(), this::isClosed);
    }

    void checkOpen() {
        if (isClosed()) {
            throw new IllegalStateException("the store " + settings.name() + " is closed");
        }
    }

    /** The key to store under. */
    String admit(String key) {
        checkOpen();
        return keyspace.admit(key);
    }

    /** The keys to store under, each with the one that the caller gave. */
    private Map<String, String> admitAll(Collection<String> keys) {
        checkOpen();
        Map<String, String> callersKeys = new LinkedHashMap<>();
        keys.forEach(key -> callersKeys.put(admit(key), key));
        return callersKeys;
    }

    /** The caller's bytes, checked and copied. */
    byte[] admit(byte[] value) {
        if (value.length > settings.maxValueBytes()) {
            throw new IllegalArgumentException("a value of " + value.length + " bytes is larger than max-value-size, "
                    + settings.maxValueBytes() + " bytes");
        }
        return value.clone();
    }

    Lifetime lifetime(Ttl ttl) {
        return ttls.lifetime(ttl);
    }

    Version nextVersion(String admitted) {
        return clock.next(admitted);
    }

    /** Shows a version of a key to the clock. */
    private Version saw(String admitted, Version version) {
        skew.saw(admitted, version);
        return version;
    }

    Optional<Entry> entryOf(String admitted, Optional<StoredEntry> found) {
        return found.map(stored -> entryOf(admitted, stored));
    }

    Entry entryOf(String admitted, StoredEntry stored) {
        saw(admitted, stored.version());
        Lifetime remaining = Objects.requireNonNull(stored.remaining(), "the read asked for the lifetime");
        Instant expiry = remaining.isForever() ? null : wallClock.instant().plusMillis(remaining.toMillis());
        return Entry.of(stored.value(), stored.version(), expiry);
    }

    private Optional<byte[]> valueOf(String admitted, Optional<StoredEntry> found) {
        return found.isPresent() ? Optional.of(copyOf(admitted, found.get())) : Optional.empty();
    }

    private byte[] copyOf(String admitted, StoredEntry found) {
        saw(admitted, found.version());
        return found.value().clone();
    }

    private static boolean isLatest(Read read) {
        return Objects.requireNonNull(read, "read") == Read.LATEST;
    }

    private boolean isStored(String admitted, WriteResult written) {
        if (written.isStored()) {
            saw(admitted, written.storedVersion());
        }
        return written.isStored();
    }

    private boolean isFound(String admitted, Optional<Version> touched) {
        touched.ifPresent(version -> saw(admitted, version));
        return touched.isPresent();
    }

    private long count(String admitted, Counted counted) {
        if (counted.version() != null) {
            saw(admitted, counted.version());
        }
        return counted.value();
    }

    private static Reach told(Reach reach) {
        return Objects.requireNonNull(reach, "the backend told no reach");
    }

    /** A request to the backend; whatever it throws is in the stage. */
    private static <R> CompletionStage<R> request(Supplier<CompletionStage<R>> request) {
        try {
            return Objects.requireNonNull(request.get(), "the backend returned no stage");
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }
}
