package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.DefaultBatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.maps.MapFields;
import dev.holdall.benchmarks.maps.RawMaps;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/**
 * Maps with the driver alone: a partition for each map, and a row for each field, in a table of their own. A map is
 * read at the consistency level of the store's reads.
 */
final class RawRows implements RawMaps {

    private final CqlSession session;
    private final PreparedStatement read;
    private final PreparedStatement write;

    private RawRows(CqlSession session, String table) {
        this.session = session;
        read = prepare("SELECT field, value FROM " + table + " WHERE key = ?");
        write = prepare(
                "INSERT INTO " + table + " (key, field, value) VALUES (?, ?, ?) USING TTL " + Workload.TTL.toSeconds());
    }

    /** Creates the table, with the compaction that the store's tables have. */
    static RawRows create(CqlSession session, String table) {
        session.execute("CREATE TABLE " + table + " (key text, field text, value blob, PRIMARY KEY (key, field))"
                + " WITH compaction = {'class': 'LeveledCompactionStrategy'}");
        return new RawRows(session, table);
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql)
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setIdempotence(true)
                .build());
    }

    @Override
    public void create(String key) {
        BatchStatementBuilder batch = BatchStatement.builder(DefaultBatchType.UNLOGGED);
        MapFields.initial()
                .forEach((field, value) -> batch.addStatement(write.bind(key, field, ByteBuffer.wrap(value))));
        session.execute(batch.build());
    }

    @Override
    public Map<String, byte[]> get(String key) {
        return fields(session.execute(read.bind(key)));
    }

    @Override
    public CompletionStage<Map<String, byte[]>> getAsync(String key) {
        return session.executeAsync(read.bind(key)).thenApply(answer -> fields(answer.currentPage()));
    }

    private static Map<String, byte[]> fields(Iterable<Row> rows) {
        Map<String, byte[]> fields = new HashMap<>();
        for (Row row : rows) {
            ByteBuffer value = Objects.requireNonNull(row.getByteBuffer(1));
            fields.put(Objects.requireNonNull(row.getString(0)), ByteUtils.getArray(value));
        }
        return fields;
    }
}
