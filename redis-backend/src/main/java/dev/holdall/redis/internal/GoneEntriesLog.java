package dev.holdall.redis.internal;

import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.register.FoundGroup;
import dev.holdall.spi.LogThrottle;
import dev.holdall.spi.StoredEntry;
import java.util.Map;

/**
 * Logs a warning about groups of which more entries are gone than a read can pass over quickly: the first one at once,
 * then at most one warning a minute. Only a store in several data centres keeps what removed entries have left.
 * Thread-safe.
 */
final class GoneEntriesLog {

    /** How many entries that were removed or have ended a group may have without a warning, as a map may. */
    private static final int MOST_GONE = 500;

    private final String store;
    private final LogThrottle throttle = new LogThrottle();

    GoneEntriesLog(String store) {
        this.store = store;
    }

    /** Returns the entries of a group that was read, and counts the group if too many of its entries are gone. */
    Map<String, StoredEntry> entries(FoundGroup group) {
        Map<String, StoredEntry> entries = group.entries();
        int gone = group.size() - entries.size();
        if (gone > MOST_GONE && throttle.count()) {
            RedisLog.LOG.warn(
                    "{}/redis: a group was read of which {} entries were removed or have ended, more than {}, and a"
                            + " read passes over each of them for the tombstone-retention; spread entries that are put"
                            + " and removed this often over several keys ({} such reads so far)",
                    store,
                    gone,
                    MOST_GONE,
                    throttle.total());
        }
        return entries;
    }
}
