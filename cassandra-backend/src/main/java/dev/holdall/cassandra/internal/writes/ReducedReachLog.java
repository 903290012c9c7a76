package dev.holdall.cassandra.internal.writes;

import dev.holdall.cassandra.internal.connections.Connection;
import dev.holdall.cassandra.internal.requests.CassandraLog;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.LogThrottle;
import java.util.Set;

/**
 * Logs a warning about deletions that only the local data centre has acknowledged: the first one at once, then at most
 * one warning a minute.
 */
public final class ReducedReachLog {

    private final Connection connection;
    private final BackendContext context;
    private final String localDatacenter;
    private final LogThrottle throttle = new LogThrottle();

    public ReducedReachLog(Connection connection, BackendContext context, String localDatacenter) {
        this.connection = connection;
        this.context = context;
        this.localDatacenter = localDatacenter;
    }

    /**
     * Counts a deletion that only the local data centre has acknowledged.
     *
     * @param verb the verb that was called, for the message
     * @param remembered whether this process repeats the deletion
     */
    void reduced(String verb, boolean remembered) {
        if (!throttle.count()) {
            return;
        }
        CassandraLog.LOG.warn(
                "{}/cassandra: {} reached only the local data centre ({}): not all of {} answer within {} ms; {}"
                        + " ({} such deletions so far)",
                context.store(),
                verb,
                localDatacenter,
                otherDataCenters(),
                context.requestTimeout().toMillis() / 2,
                remembered
                        ? "it is repeated until they do, and Cassandra keeps hints for them"
                        : "Cassandra keeps hints for them; this process doesn't repeat it: max-pending-deletions are"
                                + " waiting already",
                throttle.total());
    }

    private Set<String> otherDataCenters() {
        Set<String> others = connection.dataCenters();
        others.remove(localDatacenter);
        return others;
    }
}
