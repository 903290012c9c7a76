package dev.holdall.tck.lww;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.VersionSteps;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A last-write-wins backend in memory, like Cassandra: a plain write doesn't read before it writes, and of two cells
 * the greater stays. The rules of {@code update}, {@code touch} and {@code revoke} hold only by the choice of the
 * versions. Only the conditional writes and {@code increment} read the cell first, and for them a tombstone is an
 * absent entry.
 */
final class LastWriteWinsBackend implements SessionBackend {

    private static final Traits TRAITS = Traits.builder()
            .durability(Traits.Durability.SERVICE)
            .ttlResolution(Duration.ofSeconds(1))
            .comparesVersions(false)
            .maps(true)
            .groups(true)
            .build();

    private final ConcurrentMap<String, Cell> cells = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final long originNanos;
    private final SessionMapBackend maps;
    private final EntryGroupBackend groups;

    LastWriteWinsBackend(BackendContext context) {
        nanoTime = context.nanoTime();
        originNanos = nanoTime.getAsLong();
        maps = new LastWriteWinsMaps(this::now);
        groups = new LastWriteWinsGroups(this::now);
    }

    @Override
    public Traits traits() {
        return TRAITS;
    }

    @Override
    public Optional<SessionMapBackend> maps() {
        return Optional.of(maps);
    }

    @Override
    public Optional<EntryGroupBackend> groups() {
        return Optional.of(groups);
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        long now = now();
        return completedStage(live(key, now)
                .map(cell -> new StoredEntry(valueOf(cell).clone(), cell.version(), cell.remaining(now))));
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        put(key, Cell.of(value, version, lifetime, now()));
        return completedStage(version);
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        Version version = VersionSteps.afterUpdate(seen);
        put(key, Cell.of(value, version, lifetime, now()));
        return completedStage(version);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return completedStage(writeIf(key, Objects::isNull, value, lifetime, version));
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return completedStage(
                writeIf(key, found -> found != null && found.version().equals(seen), value, lifetime, version));
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        Optional<Cell> found = live(key, now());
        Optional<Cell> touched = found.map(cell -> touched(cell, lifetime));
        touched.ifPresent(cell -> put(key, cell));
        return completedStage(touched.map(Cell::version));
    }

    /**
     * Returns the cell with the new lifetime. It keeps the version if it then wins over the found cell; else its
     * version is one step above.
     */
    private Cell touched(Cell found, Lifetime lifetime) {
        Cell sameVersion = Cell.of(valueOf(found), found.version(), lifetime, now());
        return Cell.ORDER.compare(sameVersion, found) >= 0
                ? sameVersion
                : Cell.of(valueOf(found), VersionSteps.afterTouch(found.version()), lifetime, now());
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        put(key, Cell.tombstone(version));
        return completedStage(Reach.ALL_DCS);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        put(key, Cell.tombstone(version));
        return completedStage(Reach.ALL_DCS);
    }

    /** Counts atomically, like the conditional writes. The new cell expires when the old one would have. */
    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        AtomicReference<Counted> counted = new AtomicReference<>();
        try {
            cells.compute(key, (same, there) -> {
                Cell found = there != null && there.isLive(now()) ? there : null;
                long sum = found == null ? initial : Math.addExact(Counters.parse(valueOf(found)), delta);
                Cell written = found == null
                        ? Cell.of(Counters.format(sum), version, lifetime, now())
                        : found.holding(Counters.format(sum), above(found.version(), version));
                boolean shadowed = there != null && Cell.ORDER.compare(there, written) > 0;
                counted.set(new Counted(sum, shadowed ? null : written.version()));
                return shadowed ? there : written;
            });
        } catch (BackendException | ArithmeticException e) {
            return CompletableFuture.failedStage(e);
        }
        return completedStage(Objects.requireNonNull(counted.get()));
    }

    @Override
    public void close() {
        // The map isn't cleared: calls under way would then be answered as if their keys were absent.
    }

    /** Returns the nanoseconds since the backend was opened, which don't overflow. */
    private long now() {
        return nanoTime.getAsLong() - originNanos;
    }

    private Optional<Cell> live(String key, long now) {
        return Optional.ofNullable(cells.get(key)).filter(cell -> cell.isLive(now));
    }

    private void put(String key, Cell cell) {
        cells.merge(key, cell, LastWriteWinsBackend::greater);
    }

    private static Cell greater(Cell one, Cell other) {
        return Cell.ORDER.compare(one, other) >= 0 ? one : other;
    }

    /**
     * Writes if the condition holds, atomically, as a lightweight transaction does. Unlike one, it is also atomic with
     * plain writes.
     */
    private WriteResult writeIf(
            String key, Predicate<@Nullable Cell> condition, byte[] value, Lifetime lifetime, Version version) {
        AtomicReference<WriteResult> result = new AtomicReference<>(WriteResult.CONFLICT);
        cells.compute(key, (same, there) -> {
            Cell found = there != null && there.isLive(now()) ? there : null;
            if (!condition.test(found)) {
                return there;
            }
            Cell written = Cell.of(value, found == null ? version : above(found.version(), version), lifetime, now());
            boolean shadowed = there != null && Cell.ORDER.compare(there, written) > 0;
            result.set(shadowed ? WriteResult.REVOKED : WriteResult.stored(written.version()));
            return shadowed ? there : written;
        });
        return Objects.requireNonNull(result.get());
    }

    private static Version above(Version found, Version atLeast) {
        Version next = VersionSteps.afterTouch(found);
        return next.isAfter(atLeast) ? next : atLeast;
    }

    private static byte[] valueOf(Cell cell) {
        return Objects.requireNonNull(cell.value(), "a tombstone has no value");
    }
}
