package dev.holdall.memory;

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
 * The registers of all keys: a Caffeine cache of entries, and what is remembered of those that are gone. A verb reads
 * without a lock, and changes a key within the one atomic operation of the map. Thread-safe.
 */
final class Registers {

    private final LongSupplier nanoTime;
    private final Floor floor = new Floor();
    private final PendingIncidents evictions;
    private final PendingIncidents lostRevocations;
    private final Revocations revocations;
    private final Cache<String, MemoryEntry> entries;
    private final Policy<String, MemoryEntry> quietly;
    private volatile boolean closed;

    Registers(Bounds bounds, BackendContext context) {
        nanoTime = context.nanoTime();
        evictions = new PendingIncidents(context, Incident.EVICTION, Warnings.eviction(context.store(), bounds));
        lostRevocations = new PendingIncidents(
                context, Incident.REVOCATION_DROPPED, Warnings.lostRevocation(context.store(), bounds));
        revocations = new Revocations(bounds.revocationBytes(), nanoTime, lostRevocations);
        entries = cache(bounds.entryBytes());
        quietly = entries.policy();
    }

    /**
     * Maintenance runs in the thread that causes it: an eviction is over when the write that needed the room returns,
     * and neither a thread nor a timer is left after a close. So what has expired while nothing happens takes its
     * memory until something does, within the bound.
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
     * What is there now.
     *
     * @throws BackendException if nothing is and this is closed, since it may have been there
     */
    @Nullable
    MemoryEntry find(String key) {
        MemoryEntry entry = isSampled() ? entries.getIfPresent(key) : quietly.getIfPresentQuietly(key);
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
     * One read in sixteen counts in the choice of what to evict, as every write and touch does. To count them all would
     * take as long as the reads: each moves its entry through the eviction order and the timer wheel.
     */
    private static boolean isSampled() {
        return (ThreadLocalRandom.current().nextInt() & 15) == 0;
    }

    /**
     * Carries out a verb on a key, atomically.
     *
     * @param verb what is done; quick, and without other code than this package's
     * @return what the verb returns
     * @throws BackendException if this is closed; what the verb did is gone
     */
    <R> R change(String key, Function<Register, R> verb) {
        Change<R> change = new Change<>(verb);
        entries.asMap().compute(key, change);
        reportIncidents();
        checkOpen();
        return change.answer();
    }

    int revocations() {
        return revocations.size();
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Forgets everything; whoever finds nothing from now on knows why. */
    void close() {
        closed = true;
        entries.invalidateAll();
        revocations.clear();
    }

    /** Called within the atomic operation that takes the entry out, so before the key can be seen to be free. */
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

    /** A verb on its way through the map, and its answer. */
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
