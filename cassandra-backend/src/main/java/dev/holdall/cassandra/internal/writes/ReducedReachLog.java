package dev.holdall.cassandra.internal.writes;

import dev.holdall.cassandra.internal.connections.DataCenters;
import dev.holdall.cassandra.internal.requests.CassandraLog;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.LogThrottle;

/**
 * Logs a warning about deletions that only the local data centre has acknowledged: the first one at once, then at most
 * one warning a minute.
 */
final class ReducedReachLog {

    private final DataCenters dataCenters;
    private final BackendContext context;
    private final LogThrottle throttle = new LogThrottle();

    ReducedReachLog(DataCenters dataCenters, BackendContext context) {
        this.dataCenters = dataCenters;
        this.context = context;
    }

    /**
     * Counts a deletion that only the local data centre has acknowledged.
     *
     * @param verb the verb that was called, for the message
     * @param repetition whether this process repeats the deletion
     */
    void reduced(String verb, PendingDeletions.Repetition repetition) {
        if (!throttle.count()) {
            return;
        }
        CassandraLog.LOG.warn(
                "{}/cassandra: {} reached only the local data centre ({}): not all of {} answer within {} ms; {}"
                        + " ({} such deletions so far)",
                context.store(),
                verb,
                dataCenters.local(),
                dataCenters.others(),
                context.requestTimeout().toMillis() / 2,
                repetition.text(),
                throttle.total());
    }
}
