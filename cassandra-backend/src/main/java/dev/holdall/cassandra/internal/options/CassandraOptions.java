package dev.holdall.cassandra.internal.options;

import dev.holdall.spi.BackendOptions;
import org.jspecify.annotations.Nullable;

/**
 * The options of keeping entries in a cluster, except those of connecting to it.
 *
 * @param table the table that entries are kept in
 * @param mapsTable the table that maps are kept in; null if none are kept
 * @param schema what opening the backend does with the tables
 * @param creation the properties of a keyspace and of tables that are created
 * @param consistency the consistency levels
 * @param unreachableDc what a deletion does if another data centre doesn't answer
 * @param maxPendingDeletions the maximum number of deletions that are kept to be repeated, because another data centre
 *     did not answer them
 * @param maxRequestsInFlight the maximum number of requests in flight
 */
public record CassandraOptions(
        Table table,
        @Nullable Table mapsTable,
        SchemaMode schema,
        TableCreationOptions creation,
        Consistency consistency,
        UnreachableDc unreachableDc,
        int maxPendingDeletions,
        int maxRequestsInFlight) {

    /** What a deletion does if another data centre doesn't answer in time. */
    public enum UnreachableDc {
        CONTINUE,
        FAIL
    }

    private static final int MOST_PENDING = 1_000_000;

    /** The number of keys that a bulk call of a store has in flight at once. */
    private static final int LEAST_REQUESTS = 256;

    /**
     * Half of the 32,768 stream ids of a connection. The other half is for requests that have timed out and are not
     * answered yet.
     */
    private static final int MOST_REQUESTS = 16_384;

    /** Reads the options. Problems are collected by {@code options}. */
    public static CassandraOptions read(BackendOptions options) {
        SchemaMode schema = options.choice("schema", SchemaMode.class);
        Table table = Table.read(options);
        return new CassandraOptions(
                table,
                Table.readMaps(options, table),
                schema,
                TableCreationOptions.read(options, schema),
                Consistency.read(options),
                options.choice("unreachable-dc", UnreachableDc.class),
                options.integer("max-pending-deletions", 0, MOST_PENDING),
                options.integer("max-requests-in-flight", LEAST_REQUESTS, MOST_REQUESTS));
    }
}
