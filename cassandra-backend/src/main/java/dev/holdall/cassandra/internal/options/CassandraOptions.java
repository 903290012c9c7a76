package dev.holdall.cassandra.internal.options;

import dev.holdall.spi.BackendOptions;

/**
 * How sessions are kept in a cluster, however it is reached.
 *
 * @param table where
 * @param schema what happens to the table at opening
 * @param creation what a table that is created is like
 * @param consistency how many replicas answer
 * @param unreachableDc what a deletion does that another data centre doesn't answer
 * @param maxPendingDeletions how many of those are repeated
 * @param maxRequestsInFlight how many requests are sent at once, at most
 */
public record CassandraOptions(
        Table table,
        SchemaMode schema,
        TableCreation creation,
        Consistency consistency,
        UnreachableDc unreachableDc,
        int maxPendingDeletions,
        int maxRequestsInFlight) {

    /** What happens to the table at opening. */
    public enum SchemaMode {
        CREATE,
        VALIDATE,
        NONE
    }

    /** What a deletion does that another data centre doesn't answer in time. */
    public enum UnreachableDc {
        CONTINUE,
        FAIL
    }

    private static final int MOST_PENDING = 1_000_000;

    /** As many as the bulk calls of a store send at once. */
    private static final int LEAST_REQUESTS = 256;

    /** Half of the 32,768 stream ids of a connection: the other half is for requests that have timed out. */
    private static final int MOST_REQUESTS = 16_384;

    /** Reads them; problems stay with the reader. */
    public static CassandraOptions read(BackendOptions options) {
        SchemaMode schema = options.choice("schema", SchemaMode.class);
        return new CassandraOptions(
                Table.read(options),
                schema,
                TableCreation.read(options, schema),
                Consistency.read(options),
                options.choice("unreachable-dc", UnreachableDc.class),
                options.integer("max-pending-deletions", 0, MOST_PENDING),
                options.integer("max-requests-in-flight", LEAST_REQUESTS, MOST_REQUESTS));
    }
}
