package dev.holdall.cassandra.internal.statements;

import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BatchableStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.requests.Requests.Timed;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Writes to rows of one creation of a map, which are sent as one request. Cassandra makes one mutation of all
 * statements of a batch that are about one partition: each replica applies either all of it or nothing, and no read
 * sees a part of it. The server's limit of the size of a batch ({@code batch_size_fail_threshold}, 50 KiB by default)
 * applies only to batches that make several mutations. Not thread-safe.
 */
public final class MapWrites implements Timed {

    private final MapStatements statements;
    private final String key;
    private final ByteBuffer born;
    private final List<Supplier<BoundStatementBuilder>> writes = new ArrayList<>();

    MapWrites(MapStatements statements, String key, ByteBuffer born) {
        this.statements = statements;
        this.key = key;
        this.born = born;
    }

    public MapWrites put(String field, byte[] value, int ttlSeconds, Version version) {
        writes.add(() -> statements.put(key, born, field, value, ttlSeconds, version));
        return this;
    }

    public MapWrites delete(String field, Version version) {
        writes.add(() -> statements.deleteField(key, born, field, version));
        return this;
    }

    /** Deletes what older creations have written up to a version. */
    public MapWrites deleteOlder(Version version) {
        writes.add(() -> statements.deleteOlder(key, born, version));
        return this;
    }

    @Override
    public Statement<?> in(Duration timeout) {
        return writes.size() == 1
                ? writes.get(0).get().setTimeout(timeout).build()
                : BatchStatement.builder(BatchType.UNLOGGED)
                        .addStatements(writes.stream()
                                .<BatchableStatement<?>>map(write -> write.get().build())
                                .toList())
                        .setConsistencyLevel(statements.writeLevel())
                        .setIdempotence(true)
                        .setTimeout(timeout)
                        .build();
    }
}
