package dev.holdall.memory;

import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.memory.internal.Bounds;
import dev.holdall.memory.internal.MemoryGroups;
import dev.holdall.memory.internal.MemoryMaps;
import dev.holdall.memory.internal.Nanos;
import dev.holdall.memory.internal.Register;
import dev.holdall.memory.internal.Registers;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The memory backend. It keeps entries in the memory of this process: they are gone when the process ends, and no other
 * process sees them. It is for tests, for installations of one process, and for when nothing else is configured.
 *
 * <p>A map is one entry, whose bytes are all of its fields: a change of one field copies the whole map. So is a group.
 *
 * <p>Every stage that is returned is completed already. Every change of a key is atomic. An entry expires to the
 * nanosecond on the store's clock.
 *
 * <p>The memory that entries take is bounded; it is estimated, as the {@code reference.conf} describes. When the bound
 * is reached entries are evicted, preferably those that are seldom read; that may be an entry just written. Each
 * eviction is reported to observers ({@link dev.holdall.StoreObserver.Incident#EVICTION}), and the first one is logged.
 * Revocations are remembered until their horizon has passed, and the memory that they take is bounded likewise: the
 * oldest revocation is forgotten first ({@link dev.holdall.StoreObserver.Incident#REVOCATION_DROPPED}).
 *
 * <p>The backend is opened by configuration, with {@code backend = memory}, or by code:
 *
 * <pre>{@code
 * BackendFactory memory = MemoryBackend.builder().maxBytes(64 << 20).build();
 * }</pre>
 */
public final class MemoryBackend implements SessionBackend {

    private final Traits traits;
    private final Registers registers;
    private final SessionMapBackend maps;
    private final EntryGroupBackend groups;

    private MemoryBackend(Bounds bounds, BackendContext context) {
        traits = traits(bounds);
        registers = new Registers(bounds, context);
        maps = new MemoryMaps(registers);
        groups = new MemoryGroups(registers);
    }

    /**
     * Returns a builder of backends with the default bounds.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    private static Traits traits(Bounds bounds) {
        return Traits.builder()
                .durability(Traits.Durability.PROCESS)
                .reach(Traits.Scope.PROCESS)
                .atomicity(Traits.Scope.PROCESS)
                .ttlResolution(Duration.ofMillis(1))
                .maxTtl(Nanos.MAX_TTL)
                .maxValueBytes(bounds.maxValueBytes())
                .evicts(true)
                .comparesVersions(true)
                .maps(true)
                .groups(true)
                .build();
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        return completedFuture(registers.read(key, options.withLifetime()));
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return completedFuture(registers.change(
                key, register -> register.isRevoked() ? version : register.store(value, lifetime, version)));
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        return completedFuture(
                registers.change(key, register -> register.claimUpTo(seen) ? register.replace(value, lifetime) : seen));
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return completedFuture(registers.change(key, register -> {
            if (register.isPresent()) {
                return WriteResult.CONFLICT;
            }
            return register.isRevoked()
                    ? WriteResult.REVOKED
                    : WriteResult.stored(register.store(value, lifetime, version));
        }));
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return completedFuture(registers.change(key, register -> {
            if (register.claimAt(seen)) {
                return WriteResult.stored(register.store(value, lifetime, version));
            }
            return register.isRevoked() ? WriteResult.REVOKED : WriteResult.CONFLICT;
        }));
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return completedFuture(registers.touch(key, lifetime));
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return completedFuture(registers.change(key, register -> {
            register.drop();
            return Reach.ALL_DCS;
        }));
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return completedFuture(registers.change(key, register -> {
            register.revoke(horizonMillis);
            return Reach.ALL_DCS;
        }));
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        try {
            return completedFuture(
                    registers.change(key, register -> count(register, delta, initial, lifetime, version)));
        } catch (BackendException | ArithmeticException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Counted count(Register register, long delta, long initial, Lifetime lifetime, Version version) {
        byte[] counter = register.value();
        if (counter != null) {
            long sum = Math.addExact(Counters.parse(counter), delta);
            Version written = register.storeValue(Counters.format(sum), version);
            if (written != null) {
                return new Counted(sum, written);
            }
        }
        return register.isRevoked()
                ? new Counted(initial, null)
                : new Counted(initial, register.store(Counters.format(initial), lifetime, version));
    }

    @Override
    public Optional<SessionMapBackend> maps() {
        return Optional.of(maps);
    }

    @Override
    public Optional<EntryGroupBackend> groups() {
        return Optional.of(groups);
    }

    /** Drops all entries, maps, groups and revocations. */
    @Override
    public void close() {
        registers.close();
    }

    /** Returns how many revocations are remembered. */
    int revocations() {
        return registers.revocations();
    }

    /** Collects the options of a memory backend. Not thread-safe. */
    public static final class Builder {

        private @Nullable Long maxBytes;
        private @Nullable Long maxRevocationBytes;

        private Builder() {}

        /**
         * Bounds the memory that entries take, as it is estimated. A store doesn't open if its {@code max-value-size}
         * doesn't fit within the bound together with the longest key.
         *
         * @param value bytes, 8 KiB to 1 PiB; the default is a quarter of the maximum heap, but at most 1 GiB
         * @return this
         * @throws IllegalArgumentException if the value is out of bounds
         */
        public Builder maxBytes(long value) {
            maxBytes = checked(value);
            return this;
        }

        /**
         * Bounds the memory that revocations take, in addition to that of the entries.
         *
         * @param value bytes, 8 KiB to 1 PiB; the default is an eighth of the bound for entries
         * @return this
         * @throws IllegalArgumentException if the value is out of bounds
         */
        public Builder maxRevocationBytes(long value) {
            maxRevocationBytes = checked(value);
            return this;
        }

        /**
         * Returns a factory with the options as set so far. Each backend that the factory opens has its own entries and
         * bounds.
         *
         * @return opens backends
         */
        public BackendFactory build() {
            long entryBytes = maxBytes != null ? maxBytes : Bounds.autoEntryBytes();
            long revocationBytes =
                    maxRevocationBytes != null ? maxRevocationBytes : Bounds.autoRevocationBytes(entryBytes);
            Bounds bounds = new Bounds(entryBytes, revocationBytes);
            return context -> new MemoryBackend(bounds, context);
        }

        private static long checked(long bytes) {
            if (bytes < Bounds.LEAST_BYTES || bytes > Bounds.MOST_BYTES) {
                throw new IllegalArgumentException("a size bound is 8 KiB to 1 PiB, not " + bytes + " bytes");
            }
            return bytes;
        }
    }
}
