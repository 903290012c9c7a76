package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatementBuilder;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ReadOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Every statement that is sent, prepared once. The plain ones carry the version as their timestamp, so that to repeat one
 * changes nothing; the conditional ones get theirs from the server, and are not repeated. Values are set by type: to find
 * out the type of an object the driver logs it, at TRACE.
 *
 * <p>A plain statement has what is left of the call's time as its timeout. A conditional one may have to wait before it is
 * sent, and gets its timeout then.
 */
final class Statements {

    private static final String SELECT = "SELECT value, WRITETIME(value) FROM %s WHERE key = ?";
    private static final String SELECT_WITH_LIFETIME =
            "SELECT value, WRITETIME(value), TTL(value), toUnixTimestamp(now()) FROM %s WHERE key = ?";
    private static final String INSERT = "INSERT INTO %s (key, value) VALUES (?, ?) USING TTL ? AND TIMESTAMP ?";
    private static final String DELETE = "DELETE FROM %s USING TIMESTAMP ? WHERE key = ?";

    /** Not INSERT IF NOT EXISTS: of a row whose value has expired something may be left. */
    private static final String UPDATE_IF = "UPDATE %s USING TTL ? SET value = ? WHERE key = ? IF value = ?";

    /** The clock of the node that answers, in milliseconds. */
    private static final String CLOCK = "SELECT toUnixTimestamp(now()) FROM system.local";

    private static final String DELETE_IF = "DELETE value FROM %s WHERE key = ? IF value = ?";

    private final CqlSession session;
    private final Table table;
    private final Consistency consistency;

    private final PreparedStatement read;
    private final PreparedStatement readWithLifetime;
    private final PreparedStatement readLatest;
    private final PreparedStatement readLatestWithLifetime;
    private final PreparedStatement write;
    private final PreparedStatement expire;
    private final PreparedStatement writeIf;
    private final PreparedStatement expireIf;
    private final PreparedStatement delete;
    private final PreparedStatement revoke;
    private final PreparedStatement deleteLocally;
    private final PreparedStatement deleteEverywhere;
    private final PreparedStatement clock;

    /** Prepares them. Blocks. */
    Statements(CqlSession session, CassandraOptions options) {
        this.session = session;
        this.table = options.table();
        this.consistency = options.consistency();
        read = plain(SELECT, consistency.read());
        readWithLifetime = plain(SELECT_WITH_LIFETIME, consistency.read());
        readLatest = plain(SELECT, consistency.readLatest());
        readLatestWithLifetime = plain(SELECT_WITH_LIFETIME, consistency.readLatest());
        write = plain(INSERT, consistency.write());
        expire = plain(DELETE, consistency.write());
        writeIf = conditional(UPDATE_IF);
        expireIf = conditional(DELETE_IF);
        delete = plain(DELETE, consistency.delete());
        revoke = plain(DELETE, consistency.revoke());
        deleteLocally = plain(DELETE, DefaultConsistencyLevel.LOCAL_QUORUM);
        deleteEverywhere = plain(DELETE, DefaultConsistencyLevel.EACH_QUORUM);
        clock = plain(CLOCK, DefaultConsistencyLevel.LOCAL_ONE);
    }

    /**
     * The time that a statement has.
     *
     * @throws dev.holdall.spi.BackendException if the deadline has passed, so that it isn't sent: the driver takes zero for
     *     no timeout at all
     */
    static Duration timeout(Deadline deadline) {
        Duration remaining = deadline.remaining();
        if (remaining.isZero()) {
            throw Deadline.notBegun();
        }
        return remaining;
    }

    BoundStatement read(String key, ReadOptions options, Deadline deadline) {
        boolean latest = options.read() == Read.LATEST;
        PreparedStatement statement = options.withLifetime()
                ? latest ? readLatestWithLifetime : readWithLifetime
                : latest ? readLatest : read;
        return statement
                .boundStatementBuilder()
                .setString(0, key)
                .setTimeout(timeout(deadline))
                .build();
    }

    BoundStatement write(String key, byte[] value, int ttlSeconds, Version version, Deadline deadline) {
        return write.boundStatementBuilder()
                .setString(0, key)
                .setByteBuffer(1, ByteBuffer.wrap(value))
                .setInt(2, ttlSeconds)
                .setLong(3, version.micros())
                .setTimeout(timeout(deadline))
                .build();
    }

    /** Leaves the key absent, as if it had expired. */
    BoundStatement expire(String key, Version version, Deadline deadline) {
        return delete(expire, key, version, deadline);
    }

    BoundStatement delete(String key, Version version, Deadline deadline) {
        return delete(delete, key, version, deadline);
    }

    BoundStatement revoke(String key, Version version, Deadline deadline) {
        return delete(revoke, key, version, deadline);
    }

    /** A deletion or a revocation in the local data centre; the others are sent it too, and not waited for. */
    BoundStatement deleteLocally(String key, Version version, Deadline deadline) {
        return delete(deleteLocally, key, version, deadline);
    }

    /** A deletion or a revocation once more. */
    BoundStatement deleteEverywhere(String key, Version version, Deadline deadline) {
        return delete(deleteEverywhere, key, version, deadline);
    }

    BoundStatement writeIfAbsent(String key, byte[] value, int ttlSeconds) {
        return writeIf(key, null, value, ttlSeconds);
    }

    BoundStatement writeIfEqual(String key, byte[] found, byte[] value, int ttlSeconds) {
        return writeIf(key, ByteBuffer.wrap(found), value, ttlSeconds);
    }

    BoundStatement expireIfEqual(String key, byte[] found) {
        return expireIf.boundStatementBuilder()
                .setString(0, key)
                .setByteBuffer(1, ByteBuffer.wrap(found))
                .build();
    }

    BoundStatement clock(Deadline deadline) {
        return clock.bind().setTimeout(timeout(deadline));
    }

    private BoundStatement writeIf(String key, @Nullable ByteBuffer found, byte[] value, int ttlSeconds) {
        return writeIf.boundStatementBuilder()
                .setInt(0, ttlSeconds)
                .setByteBuffer(1, ByteBuffer.wrap(value))
                .setString(2, key)
                .setByteBuffer(3, found)
                .build();
    }

    private static BoundStatement delete(PreparedStatement statement, String key, Version version, Deadline deadline) {
        return statement
                .boundStatementBuilder()
                .setLong(0, version.micros())
                .setString(1, key)
                .setTimeout(timeout(deadline))
                .build();
    }

    private PreparedStatement plain(String cql, DefaultConsistencyLevel level) {
        return session.prepare(
                statement(cql).setConsistencyLevel(level).setIdempotence(true).build());
    }

    private PreparedStatement conditional(String cql) {
        return session.prepare(statement(cql)
                .setConsistencyLevel(consistency.write())
                .setSerialConsistencyLevel(consistency.serial())
                .setIdempotence(false)
                .build());
    }

    private SimpleStatementBuilder statement(String cql) {
        return SimpleStatement.builder(cql.formatted(table.cql()));
    }
}
