package dev.holdall.tck.decorated;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The maps of {@link ScramblingBackend}. The names of fields stay as they are. What a change is based on goes back to
 * the backend as the store has received it: a backend needs its creation and its versions alone.
 */
final class ScramblingMaps implements SessionMapBackend {

    private final SessionMapBackend maps;
    private final Scrambling scrambling;

    ScramblingMaps(SessionMapBackend maps, Scrambling scrambling) {
        this.maps = maps;
        this.scrambling = scrambling;
    }

    @Override
    public CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return maps.read(scrambling.key(key), names, read, deadline).thenApply(found -> found.map(this::readable));
    }

    private StoredMap readable(StoredMap found) {
        Map<String, StoredField> fields = new HashMap<>();
        found.fields()
                .forEach((name, field) -> fields.put(name, new StoredField(field.version(), orNull(field.value()))));
        return new StoredMap(found.creation(), found.lease(), fields, found.lifetime());
    }

    @Override
    public CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
        Map<String, byte[]> scrambled = new HashMap<>();
        fields.forEach((name, value) -> scrambled.put(name, scrambling.value(value)));
        return maps.create(scrambling.key(key), creation, scrambled, lifetime, deadline);
    }

    @Override
    public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
        return maps.change(
                scrambling.key(key), seen, writes.stream().map(this::scrambled).toList(), deadline);
    }

    private FieldWrite scrambled(FieldWrite write) {
        return new FieldWrite(write.name(), write.version(), orNull(write.value()), write.lifetime());
    }

    private byte @Nullable [] orNull(byte @Nullable [] value) {
        return value == null ? null : scrambling.value(value);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return maps.touch(scrambling.key(key), lifetime, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return maps.delete(scrambling.key(key), version, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return maps.revoke(scrambling.key(key), version, horizonMillis, deadline);
    }
}
