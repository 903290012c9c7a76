package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a server has stored under the key of a map: the lease, and the fields that were asked for. A field has the
 * format of an entry ({@link Stored}): kind {@code V}; or {@code U}, if it has an end of its own; or {@code D}, if it
 * was removed. The output that parses the answer fills it; afterwards it doesn't change.
 */
public final class FoundMap implements FoundHash {

    /** The name of the field that has the lease. No field of a user has this name. */
    static final String LEASE = "";

    private static final long UNKNOWN = -1;

    private final boolean someFields;
    private final Map<String, Stored> fields = new HashMap<>();
    private @Nullable MapLease lease;
    private Stored.@Nullable Kind corrupt;
    private long serverMillis = UNKNOWN;

    /**
     * Begins with nothing.
     *
     * @param someFields whether only some fields were asked for
     */
    FoundMap(boolean someFields) {
        this.someFields = someFields;
    }

    @Override
    public void readAt(long millis) {
        serverMillis = millis;
    }

    /** Adds the lease or a field. */
    @Override
    public void add(String name, ByteBuffer bytes) {
        if (name.equals(LEASE)) {
            // A slice begins with the offset 0.
            MapLease parsed = MapLease.parse(bytes.slice());
            lease = parsed;
            check(parsed.kind());
        } else {
            Stored field = Stored.parse(bytes);
            fields.put(name, field);
            check(field.kind() == Stored.Kind.REVOKED ? Stored.Kind.FOREIGN : field.kind());
        }
    }

    private void check(Stored.Kind kind) {
        if (kind == Stored.Kind.FOREIGN || kind == Stored.Kind.NEWER) {
            corrupt = kind;
        }
    }

    /**
     * Tells whether this answer counts even if it comes from a replica, which lags behind its primary: if it has a map,
     * or a revocation.
     */
    public boolean isSettled() {
        MapLease found = lease;
        return corrupt == null
                && found != null
                && (found.kind() == Stored.Kind.VALUE || found.kind() == Stored.Kind.REVOKED);
    }

    /**
     * Tells whether the script has to read the map instead. Whether a map or a field with an end in its bytes has
     * ended, depends on the server's time. And if there is no lease, some fields of a hash don't tell whether there is
     * a hash.
     */
    public boolean isUndecided() {
        return serverMillis == UNKNOWN
                && corrupt == null
                && (lease == null
                        ? someFields
                        : lease.kind() == Stored.Kind.UNTIL
                                || fields.values().stream().anyMatch(field -> field.kind() == Stored.Kind.UNTIL));
    }

    /**
     * Returns the map; empty if there is none.
     *
     * @throws dev.holdall.spi.BackendException if what is stored can't be understood
     */
    public Optional<StoredMap> map() {
        MapLease found = lease;
        if (corrupt != null || (found == null && !fields.isEmpty())) {
            throw Stored.corrupt(corrupt == null ? Stored.Kind.FOREIGN : corrupt);
        }
        return found == null || found.endMillis() < serverMillis ? Optional.empty() : map(found);
    }

    private Optional<StoredMap> map(MapLease found) {
        MapCreation creation = found.creation();
        Version version = found.version();
        return creation == null || version == null
                ? Optional.empty()
                : Optional.of(new StoredMap(creation, version, storedFields(), null));
    }

    private Map<String, StoredField> storedFields() {
        Map<String, StoredField> stored = new HashMap<>();
        fields.forEach((name, field) -> stored.put(name, field.field(serverMillis)));
        return stored;
    }
}
