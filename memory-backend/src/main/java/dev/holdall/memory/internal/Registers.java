package dev.holdall.memory.internal;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.holdall.Outcome;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The registers of all keys: a Caffeine cache of entries, and what is remembered of entries that are gone. A read takes
 * no lock. A change of a key is made within one atomic operation of the map. Thread-safe.
 */
public final class Registers {

    private final LongSupplier nanoTime;
    private final Floor floor = new Floor();
    private final PendingIncidents evictions;
    private final PendingIncidents lostRevocations;
    private final Revocations revocations;
    private final Cache<String, MemoryEntry> entries;
    private final Policy<String, MemoryEntry> policy;
    private volatile boolean closed;

    public Registers(Bounds bounds, BackendContext context) {
        nanoTime = context.nanoTime();
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
                .ticker(nanoTime::getAsLong)
                .expireAfter(new EntryExpiry())
                .maximumWeight(maxBytes)
                .weigher((String key, MemoryEntry entry) -> entry.weight(key))
                .evictionListener(this::onEviction)
                .build();
    }

    /**
     * Returns the entry of a key, or null if there is none.
     *
     * @throws BackendException if there is no entry and this is closed, since the close may have removed the entry
     */
    @Nullable
    public MemoryEntry find(String key) {
        MemoryEntry entry = isSampled() ? entries.getIfPresent(key) : policy.getIfPresentQuietly(key);
        if (entry == null) {
            checkOpen();
        }
        return entry;
    }

    private void checkOpen() {
        if (closed) {
            throw new BackendException(BackendException.Kind.FAILED, Outcome.NOT_APPLIED, "the store is closed", null);
        }
    }

    /**
     * Tells whether a read counts in the choice of what to evict. Every write and touch counts, but only one read in
     * sixteen. Counting all reads would take as long as the reads themselves: each one moves its entry through the
     * eviction order and the timer wheel.
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
     * @throws BackendException if this is closed; the change is lost with the entries
     */
    public <R> R change(String key, Function<Register, R> verb) {
        Change<R> change = new Change<>(verb);
        entries.asMap().compute(key, change);
        reportIncidents();
        checkOpen();
        return change.answer();
    }

    public int revocations() {
        return revocations.size();
    }

    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    /**
     * Drops all entries and revocations. A call that finds no entry from now on fails, instead of answering that the
     * key is absent.
     */
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
        floor.raise(Objects.requireNonNull(entry).version());
        if (cause == RemovalCause.SIZE) {
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
            Register register = new Register(key, entry, floor, revocations, nanoTime);
            answer = verb.apply(register);
            return register.entry();
        }

        R answer() {
            return Objects.requireNonNull(answer);
        }
    }
}
