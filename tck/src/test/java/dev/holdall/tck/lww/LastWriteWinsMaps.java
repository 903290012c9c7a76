package dev.holdall.tck.lww;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The maps of {@link LastWriteWinsBackend}. No write reads before it writes, except a touch, and of two cells the
 * greater stays, so all rules hold only by the choice of versions and lifetimes. Each batch is applied at once.
 */
final class LastWriteWinsMaps implements SessionMapBackend {

    private final Map<String, MapCells> maps = new HashMap<>();
    private final LongSupplier nanoTime;
    private long longestMillis;

    /**
     * Makes the maps.
     *
     * @param nanoTime the nanoseconds since the backend was opened
     */
    LastWriteWinsMaps(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    private MapCells cells(String key) {
        return maps.computeIfAbsent(key, same -> new MapCells());
    }

    @Override
    public synchronized CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        long now = nanoTime.getAsLong();
        MapCells cells = cells(key);
        return completedStage(cells.creation(now)
                .map(creation -> cells.stored(creation, names, now, TimeUnit.NANOSECONDS.toSeconds(now))));
    }

    @Override
    public synchronized CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
        MapCells cells = cells(key);
        cells.put(creation, MapCells.LEASE, cell(MapCells.encode(lifetime), creation.version(), lifetime));
        Version version = VersionSteps.afterUpdate(creation.version());
        Lifetime fieldLifetime = fieldLifetime(lifetime);
        fields.forEach((name, value) ->
                cells.put(creation, name, cell(MapCells.encode(value, Long.MAX_VALUE), version, fieldLifetime)));
        cells.deleteOlder(creation);
        return completedStage(creation);
    }

    @Override
    public synchronized CompletionStage<Boolean> change(
            String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
        Lifetime given = seen.lifetime();
        Lifetime fieldLifetime = fieldLifetime(given == null ? Lifetime.FOREVER : given);
        for (FieldWrite write : writes) {
            byte[] bytes = MapCells.encode(write.value(), Cell.endSecond(write.lifetime(), nanoTime.getAsLong()));
            cells(key).put(seen.creation(), write.name(), cell(bytes, write.version(), fieldLifetime));
        }
        return completedStage(true);
    }

    @Override
    public synchronized CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        long now = nanoTime.getAsLong();
        Optional<MapCreation> found = cells(key).creation(now);
        return completedStage(found.map(creation -> touch(cells(key), creation, lifetime, now)));
    }

    /** Writes the lease and all fields again: at their versions if the new lease wins then, else one step above. */
    private Version touch(MapCells cells, MapCreation creation, Lifetime lifetime, long now) {
        Cell lease = cells.lease(creation);
        Cell same = cell(MapCells.encode(lifetime), lease.version(), lifetime);
        long step = Cell.ORDER.compare(same, lease) >= 0 ? 0 : VersionSteps.TOUCH_MICROS;
        Version version = lease.version().plusMicros(step);
        cells.put(creation, MapCells.LEASE, cell(MapCells.encode(lifetime), version, lifetime));
        if (!lifetime.isOver()) {
            Lifetime fieldLifetime = fieldLifetime(lifetime);
            cells.fields(creation, now)
                    .forEach((name, cell) -> cells.put(
                            creation,
                            name,
                            cell(MapCells.bytes(cell), cell.version().plusMicros(step), fieldLifetime)));
        }
        return version;
    }

    @Override
    public synchronized CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        cells(key).delete(version);
        return completedStage(Reach.ALL_DCS);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return delete(key, version, deadline);
    }

    private Cell cell(byte[] value, Version version, Lifetime lifetime) {
        return Cell.of(value, version, lifetime, nanoTime.getAsLong());
    }

    /** Returns twice the longest lifetime of a map that is known. */
    private Lifetime fieldLifetime(Lifetime lifetime) {
        if (lifetime.isForever()) {
            return lifetime;
        }
        longestMillis = Math.max(longestMillis, lifetime.toMillis());
        return Lifetime.ofMillis(2 * longestMillis);
    }
}
