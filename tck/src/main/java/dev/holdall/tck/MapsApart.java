package dev.holdall.tck;

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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Maps that are written in one data centre and read in another.
 *
 * @param writer the maps of the data centre in which they are written
 * @param reader the maps of the data centre in which they are read
 */
record MapsApart(SessionMapBackend writer, SessionMapBackend reader) implements SessionMapBackend {

    @Override
    public CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return reader.read(key, names, Read.LATEST, deadline);
    }

    @Override
    public CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
        return writer.create(key, creation, fields, lifetime, deadline);
    }

    @Override
    public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
        return writer.change(key, seen, writes, deadline);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return writer.touch(key, lifetime, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return writer.delete(key, version, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return writer.revoke(key, version, horizonMillis, deadline);
    }
}
