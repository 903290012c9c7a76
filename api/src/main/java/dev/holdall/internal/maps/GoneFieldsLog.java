package dev.holdall.internal.maps;

import dev.holdall.internal.HoldallLog;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.LogThrottle;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;

/**
 * Logs a warning about maps of which more fields are gone than a read can pass over quickly: the first one at once,
 * then at most one warning a minute. Thread-safe.
 */
final class GoneFieldsLog {

    /**
     * How many fields that were removed or have ended a map may have without a warning. From about so many on, a read
     * of 20 fields takes ten times as long in memory, and on a Redis that has nothing else to do; on Cassandra it takes
     * more of them.
     */
    static final int MOST_GONE = 500;

    private final StoreSettings settings;
    private final LogThrottle throttle = new LogThrottle();

    GoneFieldsLog(StoreSettings settings) {
        this.settings = settings;
    }

    /** Returns a map that was read, and counts it if too many of the fields that were asked for are gone. */
    StoredMap read(StoredMap map) {
        if (map.fields().size() > MOST_GONE) {
            int gone = gone(map);
            if (gone > MOST_GONE && throttle.count()) {
                warn(gone);
            }
        }
        return map;
    }

    private static int gone(StoredMap map) {
        int gone = 0;
        for (StoredField field : map.fields().values()) {
            gone += field.value() == null ? 1 : 0;
        }
        return gone;
    }

    private void warn(int gone) {
        HoldallLog.LOG.warn(
                "{}/{}: a map was read of which {} fields were removed or have ended, more than {}, and a read passes"
                        + " over each of them; create the map anew from time to time ({} such reads so far)",
                settings.name(),
                settings.backend(),
                gone,
                MOST_GONE,
                throttle.total());
    }
}
