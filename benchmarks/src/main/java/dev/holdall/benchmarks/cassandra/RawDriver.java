package dev.holdall.benchmarks.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.data.ByteUtils;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.RawClient;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The verbs as one would write them with the driver alone: the same statements as the store's, at the same consistency
 * level.
 */
final class RawDriver implements RawClient {

    private static final int TTL_SECONDS = Math.toIntExact(Workload.TTL.toSeconds());

    private final CqlSession session;
    private final PreparedStatement read;
    private final PreparedStatement readWithLifetime;
    private final PreparedStatement write;

    RawDriver(CqlSession session, String table) {
        this.session = session;
        read = prepare("SELECT value, WRITETIME(value) FROM " + table + " WHERE key = ?");
        readWithLifetime = prepare(
                "SELECT value, WRITETIME(value), TTL(value), toUnixTimestamp(now()) FROM " + table + " WHERE key = ?");
        write = prepare("INSERT INTO " + table + " (key, value) VALUES (?, ?) USING TTL ? AND TIMESTAMP ?");
    }

    private PreparedStatement prepare(String cql) {
        return session.prepare(SimpleStatement.builder(cql)
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_QUORUM)
                .setIdempotence(true)
                .build());
    }

    @Override
    public byte @Nullable [] get(String key) {
        return value(session.execute(read.bind(key)).one());
    }

    @Override
    public CompletionStage<byte @Nullable []> getAsync(String key) {
        return session.executeAsync(read.bind(key)).thenApply(answer -> value(answer.one()));
    }

    @Override
    public void set(String key) {
        session.execute(insert(key, Workload.newValue(), System.currentTimeMillis() * 1_000));
    }

    @Override
    public CompletionStage<AsyncResultSet> setAsync(String key) {
        return session.executeAsync(insert(key, Workload.newValue(), System.currentTimeMillis() * 1_000));
    }

    @Override
    public void changeTTL(String key) {
        session.execute(
                withNewTtl(key, session.execute(readWithLifetime.bind(key)).one()));
    }

    @Override
    public CompletionStage<AsyncResultSet> changeTTLAsync(String key) {
        return session.executeAsync(readWithLifetime.bind(key))
                .thenCompose(answer -> session.executeAsync(withNewTtl(key, answer.one())));
    }

    private BoundStatement withNewTtl(String key, @Nullable Row row) {
        byte[] value = Objects.requireNonNull(value(row), "no entry");
        return insert(key, value, Objects.requireNonNull(row).getLong(1));
    }

    private BoundStatement insert(String key, byte[] value, long micros) {
        return write.bind(key, ByteBuffer.wrap(value), TTL_SECONDS, micros);
    }

    private static byte @Nullable [] value(@Nullable Row row) {
        ByteBuffer value = row == null ? null : row.getByteBuffer(0);
        return value == null ? null : ByteUtils.getArray(value);
    }
}
