package dev.holdall.cassandra;

import dev.holdall.spi.BackendOptions;
import java.time.Duration;

/**
 * How sessions are kept in a cluster, however it is reached.
 *
 * @param table where
 * @param schema what happens to the table at opening
 * @param creation what a table that is created is like
 * @param consistency how many replicas answer
 * @param unreachableDc what a deletion does that another data centre doesn't answer
 * @param maxPendingDeletions how many of those are repeated
 * @param openTimeout how long opening may take
 */
record CassandraOptions(
        Table table,
        SchemaMode schema,
        Creation creation,
        Consistency consistency,
        UnreachableDc unreachableDc,
        int maxPendingDeletions,
        Duration openTimeout) {

    /** What happens to the table at opening. */
    enum SchemaMode {
        CREATE,
        VALIDATE,
        NONE
    }

    /** What a deletion does that another data centre doesn't answer in time. */
    enum UnreachableDc {
        CONTINUE,
        FAIL
    }

    private static final int MOST_PENDING = 1_000_000;

    /** Reads them; problems stay with the reader. */
    static CassandraOptions read(BackendOptions options) {
        SchemaMode schema = options.choice("schema", SchemaMode.class);
        return new CassandraOptions(
                Table.read(options),
                schema,
                Creation.read(options, schema),
                Consistency.read(options),
                options.choice("unreachable-dc", UnreachableDc.class),
                options.integer("max-pending-deletions", 0, MOST_PENDING),
                options.duration("open-timeout", Duration.ofMillis(100), Duration.ofMinutes(10)));
    }
}
