package dev.holdall.tck.broken;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A wrapper around the maps of a healthy backend. Each subclass breaks one thing. */
abstract class DefectiveMaps implements SessionMapBackend {

    final SessionMapBackend healthy;

    DefectiveMaps(SessionMapBackend healthy) {
        this.healthy = healthy;
    }

    /** A backend whose maps are broken, and which is healthy otherwise. */
    static final class Backend extends DefectiveBackend {

        private final SessionMapBackend maps;

        Backend(SessionBackend healthy, SessionMapBackend maps) {
            super(healthy);
            this.maps = maps;
        }

        @Override
        public Optional<SessionMapBackend> maps() {
            return Optional.of(maps);
        }

        @Override
        public Optional<EntryGroupBackend> groups() {
            return healthy.groups();
        }
    }

    final Optional<StoredMap> find(String key) {
        return DefectiveBackend.now(healthy.read(key, null, Read.LOCAL, DefectiveBackend.A_WHILE));
    }

    @Override
    public CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return healthy.read(key, names, read, deadline);
    }

    @Override
    public CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
        return healthy.create(key, creation, fields, lifetime, deadline);
    }

    @Override
    public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
        return healthy.change(key, seen, writes, deadline);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return healthy.touch(key, lifetime, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return healthy.delete(key, version, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return healthy.revoke(key, version, horizonMillis, deadline);
    }
}
