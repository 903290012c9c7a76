package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.protocol.internal.util.Bytes;
import dev.holdall.cassandra.internal.options.Table;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The service Kask as far as its table shows it: Kask's three statements, at its consistency levels, with the
 * timestamps of its driver's clock.
 */
final class Kask {

    /**
     * The answer of Kask to a read.
     *
     * @param value the value; null if the row has none
     * @param ttlSeconds the remaining lifetime; 0 if the value never expires
     */
    @SuppressWarnings("ArrayRecordComponent") // Answers are never compared.
    record Datum(byte @Nullable [] value, int ttlSeconds) {}

    private final CqlSession session;
    private final Table table;

    Kask(CqlSession session, Table table) {
        this.session = session;
        this.table = table;
    }

    /** Creates the table as the documentation of Kask has it, but for two data centres. */
    void createTable() {
        session.execute("CREATE KEYSPACE " + table.keyspaceCql()
                + " WITH replication = {'class': 'NetworkTopologyStrategy', 'eqiad': 1, 'codfw': 1}");
        session.execute("CREATE TABLE " + table.cql() + " (key text PRIMARY KEY, value blob)");
    }

    void set(String key, byte[] value, int ttlSeconds) {
        execute(
                "INSERT INTO %s (key, value) VALUES (?,?) USING TTL ?",
                DefaultConsistencyLevel.LOCAL_QUORUM, key, ByteBuffer.wrap(value), ttlSeconds);
    }

    Optional<Datum> get(String key) {
        Row row = execute(
                        "SELECT value, TTL(value) as ttl FROM %s WHERE key = ?",
                        DefaultConsistencyLevel.LOCAL_QUORUM, key)
                .one();
        if (row == null) {
            return Optional.empty();
        }
        ByteBuffer value = row.getByteBuffer("value");
        return Optional.of(new Datum(value == null ? null : Bytes.getArray(value), row.getInt("ttl")));
    }

    void delete(String key) {
        execute("DELETE FROM %s WHERE key = ?", DefaultConsistencyLevel.EACH_QUORUM, key);
    }

    private ResultSet execute(String cql, DefaultConsistencyLevel level, Object... values) {
        return session.execute(
                SimpleStatement.newInstance(cql.formatted(table.cql()), values).setConsistencyLevel(level));
    }
}
