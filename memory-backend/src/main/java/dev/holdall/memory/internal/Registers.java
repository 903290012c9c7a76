package dev.holdall.memory.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.Version;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The registers of all keys: a Caffeine cache of entries, and what is remembered of entries that are gone. A read takes
 * no lock, and neither does a touch that Caffeine needn't be told of. Every other change of a key is made within one
 * atomic operation of the map. Thread-safe.
 */
public final class Registers {

    /** How far the clock that Caffeine reads may be behind: a millisecond. */
    private static final long CACHE_CLOCK_STEP_NANOS = 1_000_000;

    private final LongSupplier nanoTime;
    private final Floor floor = new Floor();
    private final PendingIncidents evictions;
    private final PendingIncidents lostRevocations;
    private final Revocations revocations;
    private final Cache<String, MemoryEntry> entries;
    private final Policy<String, MemoryEntry> policy;
    private volatile boolean closed;

    /**
     * The moment that Caffeine takes for the current one. Caffeine reads the clock several times in each call, and
     * reading it may take as long as looking up a key. Caffeine needn't know the time exactly, because it only removes
     * what has ended: a clock that is behind lets it do that later.
     */
    private volatile long cacheNanos;

    public Registers(Bounds bounds, BackendContext context) {
        nanoTime = context.nanoTime();
        cacheNanos = nanoTime.getAsLong();
        evictions = new PendingIncidents(context, Incident.EVICTION, Warnings.eviction(context.store(), bounds));
        lostRevocations = new PendingIncidents(
                context, Incident.REVOCATION_DROPPED, Warnings.lostRevocation(context.store(), bounds));
        revocations = new Revocations(bounds.revocationBytes(), nanoTime, lostRevocations);
        entries = cache(bounds.entryBytes());
        policy = entries.policy();
    }

    /**
     * Makes the cache. Its maintenance runs in the thread that causes it: an eviction is complete when the write that
     * needed the room returns, and no thread or timer is left after a close. So while nothing happens, expired entries
     * keep their memory, within the bound.
     */
    private Cache<String, MemoryEntry> cache(long maxBytes) {
        return Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(() -> cacheNanos)
                .expireAfter(new EntryExpiry())
                .maximumWeight(maxBytes)
                .weigher((String key, MemoryEntry entry) -> entry.weight(key))
                .evictionListener(this::onEviction)
                .build();
    }

    /**
     * Reads a key.
     *
     * @throws BackendException if this is closed, since the close may have removed the entry
     */
    public Optional<StoredEntry> read(String key, boolean withLifetime) {
        MemoryEntry entry = find(key);
        if (entry == null) {
            return Optional.empty();
        }
        long leftNanos = entry.leftNanos(nanoTime());
        return leftNanos == MemoryEntry.UNKNOWN
                ? change(key, register -> register.read(withLifetime))
                : answer(entry, leftNanos, withLifetime);
    }

    static Optional<StoredEntry> answer(MemoryEntry entry, long leftNanos, boolean withLifetime) {
        return leftNanos == 0 ? Optional.empty() : Optional.of(entry.stored(withLifetime ? leftNanos : 0));
    }

    /**
     * Gives the entry of a key another lifetime.
     *
     * @return the version of the entry; empty if there is none
     * @throws BackendException if this is closed
     */
    public Optional<Version> touch(String key, Lifetime lifetime) {
        MemoryEntry entry = find(key);
        if (entry == null) {
            return Optional.empty();
        }
        return entry.touch(lifetime, nanoTime())
                ? Optional.of(entry.version())
                : change(key, register -> register.claim() ? Optional.of(register.touch(lifetime)) : Optional.empty());
    }

    /**
     * Returns the entry of a key; null if there is none. The entry may have ended already.
     *
     * @throws BackendException if this is closed
     */
    private @Nullable MemoryEntry find(String key) {
        MemoryEntry entry = isSampled() ? entries.getIfPresent(key) : policy.getIfPresentQuietly(key);
        checkOpen();
        return entry;
    }

    private void checkOpen() {
        if (closed) {
            throw new BackendException(BackendException.Kind.FAILED, Outcome.NOT_APPLIED, "the store is closed", null);
        }
    }

    /**
     * Tells whether a read or a touch counts in the choice of what to evict. Every write counts, but only one read or
     * touch in sixteen. Counting them all would take as long as they take themselves: each one moves its entry through
     * the eviction order and the timer wheel.
     */
    private static boolean isSampled() {
        return (ThreadLocalRandom.current().nextInt() & 15) == 0;
    }

    /**
     * Carries out a verb on a key, atomically.
     *
     * @param verb what to do; it has to be quick and to call no code outside this package, since it runs under a lock
     *     of the map
     * @return what the verb returns
     * @throws BackendException if this is closed; then nothing was changed
     */
    public <R> R change(String key, Function<Register, R> verb) {
        Change<R> change = new Change<>(verb);
        entries.asMap().compute(key, change);
        reportIncidents();
        return change.answer();
    }

    public int revocations() {
        return revocations.size();
    }

    /** Reads the clock, and sets Caffeine's after it. */
    long nanoTime() {
        long nowNanos = nanoTime.getAsLong();
        if (nowNanos - cacheNanos >= CACHE_CLOCK_STEP_NANOS) {
            cacheNanos = nowNanos;
        }
        return nowNanos;
    }

    Floor floor() {
        return floor;
    }

    Revocations revocationsOfKeys() {
        return revocations;
    }

    /** Drops all entries and revocations. From now on every call fails, instead of answering that the key is absent. */
    public void close() {
        closed = true;
        entries.invalidateAll();
        revocations.clear();
    }

    /**
     * Raises the floor. Caffeine calls this within the atomic operation that removes the entry, so before another
     * thread can find the key absent.
     */
    private void onEviction(@Nullable String key, @Nullable MemoryEntry entry, RemovalCause cause) {
        MemoryEntry removed = Objects.requireNonNull(entry);
        floor.raise(removed.version());
        if (cause == RemovalCause.SIZE && !removed.hasEnded(nanoTime())) {
            evictions.add();
        }
    }

    private void reportIncidents() {
        evictions.report();
        lostRevocations.report();
    }

    /** A verb in the form that the map runs, which also keeps the answer of the verb. */
    private final class Change<R> implements BiFunction<String, @Nullable MemoryEntry, @Nullable MemoryEntry> {

        private final Function<Register, R> verb;
        private @Nullable R answer;

        Change(Function<Register, R> verb) {
            this.verb = verb;
        }

        @Override
        public @Nullable MemoryEntry apply(String key, @Nullable MemoryEntry entry) {
            checkOpen();
            Register register = new Register(key, entry, Registers.this);
            answer = verb.apply(register);
            return register.entry();
        }

        R answer() {
            return Objects.requireNonNull(answer);
        }
    }
}
