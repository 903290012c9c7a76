package dev.holdall.internal.maps;

import dev.holdall.SessionMap;
import dev.holdall.StoreObserver.Result;
import dev.holdall.Version;
import dev.holdall.internal.dispatch.Reply;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The replies, which read the answers to the primitives of maps. The clock follows the versions of leases, and not
 * those of fields: a deletion and a creation win over a map as soon as they are above its lease, and the versions of
 * fields may be ahead of the time.
 */
final class MapReplies {

    private MapReplies() {}

    /**
     * Reads the answer to a read.
     *
     * @param log warns of maps with too many fields that are gone
     */
    static Reply<Optional<StoredMap>, Optional<SessionMap>> read(
            String key, @Nullable Set<String> names, GoneFieldsLog log) {
        return new Reply<>(
                MapReplies::lease,
                true,
                found -> found.isPresent() ? Result.OK : Result.ABSENT,
                MapReplies::size,
                found -> found.map(stored -> SeenMap.read(key, log.read(stored), names)));
    }

    /** Reads the answer to a creation. */
    static Reply<MapCreation, SessionMap> created(String key, Map<String, byte[]> fields, Lifetime lifetime) {
        return new Reply<>(
                MapCreation::version,
                true,
                creation -> Result.OK,
                creation -> 0,
                creation -> SeenMap.created(key, creation, fields, lifetime));
    }

    /** Reads the answer to a change; the caller gets the map as it is if the change had its effect. */
    static Reply<Boolean, SessionMap> changed(SeenMap after) {
        return new Reply<>(
                found -> null, false, found -> found ? Result.OK : Result.ABSENT, found -> 0, found -> after);
    }

    private static @Nullable Version lease(Optional<StoredMap> found) {
        return found.isPresent() ? found.get().lease() : null;
    }

    private static long size(Optional<StoredMap> found) {
        return found.isPresent() ? size(found.get().fields()) : 0;
    }

    private static long size(Map<String, StoredField> fields) {
        long bytes = 0;
        for (StoredField field : fields.values()) {
            byte[] value = field.value();
            bytes += value == null ? 0 : value.length;
        }
        return bytes;
    }
}
