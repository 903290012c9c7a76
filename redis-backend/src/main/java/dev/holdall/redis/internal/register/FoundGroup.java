package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a server has stored under the key of a group: the lease, and the entries that were asked for. An entry has the
 * format of {@link Stored}: kind {@code V}; or {@code U}, if it ends; or {@code D}, if it was removed. The output that
 * parses the answer fills it; afterwards it doesn't change.
 */
public final class FoundGroup implements FoundHash {

    /** The name of the field that has the lease. No entry of a user has this name. */
    static final String LEASE = "";

    private final Map<String, Stored> entries = new HashMap<>();
    private @Nullable Version deleted;
    private Stored.@Nullable Kind corrupt;
    private long serverMillis;

    /** Begins with nothing. */
    FoundGroup() {}

    @Override
    public void readAt(long millis) {
        serverMillis = millis;
    }

    @Override
    public void add(String name, ByteBuffer bytes) {
        if (name.equals(LEASE)) {
            // A slice begins with the offset 0.
            GroupLease lease = GroupLease.parse(bytes.slice());
            deleted = lease.deleted();
            check(lease.kind());
        } else {
            Stored entry = Stored.parse(bytes);
            entries.put(name, entry);
            check(entry.kind() == Stored.Kind.REVOKED ? Stored.Kind.FOREIGN : entry.kind());
        }
    }

    private void check(Stored.Kind kind) {
        if (kind == Stored.Kind.FOREIGN || kind == Stored.Kind.NEWER) {
            corrupt = kind;
        }
    }

    /** Returns how many entries were read, those that are gone included. */
    public int size() {
        return entries.size();
    }

    /**
     * Returns the entries that are there: those that haven't ended, and that are above the last delete.
     *
     * @throws dev.holdall.spi.BackendException if what is stored can't be understood
     */
    public Map<String, StoredEntry> entries() {
        Version floor = deleted;
        if (corrupt != null || (floor == null && !entries.isEmpty())) {
            throw Stored.corrupt(corrupt == null ? Stored.Kind.FOREIGN : corrupt);
        }
        Map<String, StoredEntry> found = new HashMap<>();
        entries.forEach((name, stored) -> stored.entryAt(serverMillis)
                .filter(entry -> floor == null || entry.version().isAfter(floor))
                .ifPresent(entry -> found.put(name, entry)));
        return found;
    }
}
