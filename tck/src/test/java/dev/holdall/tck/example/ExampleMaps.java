package dev.holdall.tck.example;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The maps of the example backend. Each change of a map is one atomic step. */
final class ExampleMaps implements SessionMapBackend {

    /** Tells the revocation of a map from that of the entry of the same key. */
    private static final String MAP = "\u0001map";

    private final ConcurrentHashMap<String, MapSlot> slots = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;
    private final Revocations revocations;

    ExampleMaps(LongSupplier nanoTime, Revocations revocations) {
        this.nanoTime = nanoTime;
        this.revocations = revocations;
    }

    @Override
    public CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        long now = nanoTime.getAsLong();
        return CompletableFuture.completedStage(Optional.ofNullable(slots.get(key))
                .filter(map -> !map.hasEnded(now))
                .map(map -> map.stored(names, now)));
    }

    @Override
    public CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
        AtomicReference<MapCreation> written = new AtomicReference<>();
        slots.compute(key, (same, found) -> {
            if (revocations.contains(key + MAP)) {
                return null;
            }
            MapCreation greatest = above(found, creation);
            written.set(greatest);
            return MapSlot.of(greatest, fields, lifetime, nanoTime.getAsLong());
        });
        return CompletableFuture.completedStage(Objects.requireNonNullElse(written.get(), creation));
    }

    /** Returns the creation, with a greater version if the map that it replaces is greater. */
    private static MapCreation above(@Nullable MapSlot replaced, MapCreation creation) {
        if (replaced == null || creation.version().isAfter(replaced.creation().version())) {
            return creation;
        }
        return new MapCreation(replaced.creation().version().plusMicros(1), creation.random());
    }

    @Override
    public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
        AtomicBoolean applied = new AtomicBoolean();
        changeLive(key, map -> {
            applied.set(map.creation().equals(seen.creation()));
            return applied.get() ? map.with(writes, nanoTime.getAsLong()) : map;
        });
        return CompletableFuture.completedStage(applied.get());
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        AtomicReference<@Nullable Version> found = new AtomicReference<>();
        changeLive(key, map -> {
            found.set(map.creation().version());
            return map.living(lifetime, nanoTime.getAsLong());
        });
        return CompletableFuture.completedStage(Optional.ofNullable(found.get()));
    }

    private void changeLive(String key, UnaryOperator<MapSlot> change) {
        slots.computeIfPresent(key, (same, found) -> found.hasEnded(nanoTime.getAsLong()) ? null : change.apply(found));
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        slots.remove(key);
        return CompletableFuture.completedStage(Reach.ALL_DCS);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        slots.compute(key, (same, found) -> {
            revocations.add(key + MAP, horizonMillis);
            return null;
        });
        return CompletableFuture.completedStage(Reach.ALL_DCS);
    }
}
