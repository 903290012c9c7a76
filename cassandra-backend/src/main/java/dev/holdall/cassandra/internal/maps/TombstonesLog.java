package dev.holdall.cassandra.internal.maps;

import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import dev.holdall.cassandra.internal.requests.CassandraLog;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.LogThrottle;

/**
 * Logs a warning about groups with more tombstones of removed entries than a read can pass over quickly: the first one
 * at once, then at most one warning a minute. Only the node sees tombstones, and it adds a warning to its answer if it
 * has met more than its option {@code tombstone_warn_threshold} allows. That warning has the key in it, so it isn't
 * logged itself. Thread-safe.
 */
final class TombstonesLog {

    private final BackendContext context;
    private final LogThrottle throttle = new LogThrottle();

    TombstonesLog(BackendContext context) {
        this.context = context;
    }

    /** Returns the rows of a group, and counts the group if the node has warned of its tombstones. */
    MapRows read(AsyncResultSet answer) {
        boolean warned =
                answer.getExecutionInfo().getWarnings().stream().anyMatch(warning -> warning.contains("tombstone"));
        if (warned && throttle.count()) {
            CassandraLog.LOG.warn(
                    "{}/cassandra: a group was read of which more entries were removed than the nodes'"
                            + " tombstone_warn_threshold, and a read passes over each of them until gc_grace_seconds"
                            + " have passed; spread entries that are put and removed this often over several keys ({}"
                            + " such reads so far)",
                    context.store(),
                    throttle.total());
        }
        return MapRows.all(answer);
    }
}
