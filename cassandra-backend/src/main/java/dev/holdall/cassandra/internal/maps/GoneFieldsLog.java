package dev.holdall.cassandra.internal.maps;

import dev.holdall.cassandra.internal.requests.CassandraLog;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.LogThrottle;
import dev.holdall.spi.StoredMap;

/**
 * Logs a warning about maps of which more fields are gone than a read can pass over quickly: the first one at once,
 * then at most one warning a minute. Thread-safe.
 */
final class GoneFieldsLog {

    /** How many fields that were removed or have ended a map may have without a warning. */
    static final int MOST_GONE = 1_000;

    private final BackendContext context;
    private final LogThrottle throttle = new LogThrottle();

    GoneFieldsLog(BackendContext context) {
        this.context = context;
    }

    /** Returns a map that was read with all of its fields, and counts it if too many of them are gone. */
    StoredMap read(StoredMap map) {
        if (map.fields().size() > MOST_GONE) {
            long gone = map.fields().values().stream()
                    .filter(field -> field.value() == null)
                    .count();
            if (gone > MOST_GONE && throttle.count()) {
                warn(gone);
            }
        }
        return map;
    }

    private void warn(long gone) {
        CassandraLog.LOG.warn(
                "{}/cassandra: a map was read of which {} fields were removed or have ended, which makes each read of"
                        + " it slow; create it anew from time to time ({} such reads so far)",
                context.store(),
                gone,
                throttle.total());
    }
}
