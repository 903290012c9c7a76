package dev.holdall.cassandra.internal.writes;

import dev.holdall.cassandra.internal.connections.Connection;
import dev.holdall.cassandra.internal.requests.CassandraLog;
import dev.holdall.spi.BackendContext;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Warns of deletions that only the local data centre has acknowledged: of the first at once, then once a minute. */
public final class ReducedReachLog {

    private static final long INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();

    private final Connection connection;
    private final BackendContext context;
    private final String localDatacenter;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    public ReducedReachLog(Connection connection, BackendContext context, String localDatacenter) {
        this.connection = connection;
        this.context = context;
        this.localDatacenter = localDatacenter;
    }

    /**
     * One more.
     *
     * @param remembered whether this process repeats it
     */
    void reduced(String verb, boolean remembered) {
        count.incrementAndGet();
        long now = System.nanoTime();
        long due = nextWarning.get();
        if (now - due < 0 || !nextWarning.compareAndSet(due, now + INTERVAL_NANOS)) {
            return;
        }
        CassandraLog.LOG.warn(
                "{}/cassandra: {} reached only the local data centre ({}): not all of {} answer within {} ms; {} ({} such"
                        + " deletions so far)",
                context.store(),
                verb,
                localDatacenter,
                otherDataCenters(),
                context.requestTimeout().toMillis() / 2,
                remembered
                        ? "it is repeated until they do, and Cassandra keeps hints for them"
                        : "Cassandra keeps hints for them; this process doesn't repeat it: max-pending-deletions are waiting already",
                count.get());
    }

    private Set<String> otherDataCenters() {
        Set<String> others = connection.dataCenters();
        others.remove(localDatacenter);
        return others;
    }
}
