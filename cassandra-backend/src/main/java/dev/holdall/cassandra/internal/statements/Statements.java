package dev.holdall.cassandra.internal.statements;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.Consistency;
import dev.holdall.cassandra.internal.requests.Requests.Timed;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.ReadOptions;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The statements of this backend, each prepared once. Plain statements carry the version as their timestamp, so
 * repeating one changes nothing. Conditional ones get their timestamp from the server, and are not repeated. Values are
 * bound with setters for their type: the driver finds out the type of an untyped value by itself, and logs the value at
 * TRACE then.
 */
public final class Statements {

    private static final String SELECT = "SELECT value, WRITETIME(value) FROM %s WHERE key = ?";
    private static final String SELECT_WITH_LIFETIME =
            "SELECT value, WRITETIME(value), TTL(value), toUnixTimestamp(now()) FROM %s WHERE key = ?";
    private static final String INSERT = "INSERT INTO %s (key, value) VALUES (?, ?) USING TTL ? AND TIMESTAMP ?";
    private static final String DELETE = "DELETE FROM %s USING TIMESTAMP ? WHERE key = ?";

    /**
     * {@code INSERT IF NOT EXISTS} would not do: after a value has expired, its row may still exist, without a value.
     */
    private static final String UPDATE_IF = "UPDATE %s USING TTL ? SET value = ? WHERE key = ? IF value = ?";

    /** Reads the clock of the node that answers, in milliseconds. */
    private static final String CLOCK = "SELECT toUnixTimestamp(now()) FROM system.local";

    private static final String DELETE_IF = "DELETE value FROM %s WHERE key = ? IF value = ?";

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

    /** Prepares all statements. Blocks, until a deadline at most. */
    public Statements(CqlSession session, CassandraOptions options, Deadline deadline) {
        Preparation prepare = new Preparation(session, options, deadline);
        Consistency consistency = options.consistency();
        read = prepare.plain(SELECT, consistency.read());
        readWithLifetime = prepare.plain(SELECT_WITH_LIFETIME, consistency.read());
        readLatest = prepare.plain(SELECT, consistency.readLatest());
        readLatestWithLifetime = prepare.plain(SELECT_WITH_LIFETIME, consistency.readLatest());
        write = prepare.plain(INSERT, consistency.write());
        expire = prepare.plain(DELETE, consistency.write());
        writeIf = prepare.conditional(UPDATE_IF);
        expireIf = prepare.conditional(DELETE_IF);
        delete = prepare.plain(DELETE, consistency.delete());
        revoke = prepare.plain(DELETE, consistency.revoke());
        deleteLocally = prepare.plain(DELETE, DefaultConsistencyLevel.LOCAL_QUORUM);
        deleteEverywhere = prepare.plain(DELETE, DefaultConsistencyLevel.EACH_QUORUM);
        clock = prepare.plain(CLOCK, DefaultConsistencyLevel.LOCAL_ONE);
    }

    public Timed read(String key, ReadOptions options) {
        boolean latest = options.read() == Read.LATEST;
        PreparedStatement statement = options.withLifetime()
                ? latest ? readLatestWithLifetime : readWithLifetime
                : latest ? readLatest : read;
        return timeout -> statement
                .boundStatementBuilder()
                .setString(0, key)
                .setTimeout(timeout)
                .build();
    }

    public Timed write(String key, byte[] value, int ttlSeconds, Version version) {
        return timeout -> write.boundStatementBuilder()
                .setString(0, key)
                .setByteBuffer(1, ByteBuffer.wrap(value))
                .setInt(2, ttlSeconds)
                .setLong(3, version.micros())
                .setTimeout(timeout)
                .build();
    }

    /** Makes a deletion at the level of writes, which leaves the key absent as if its entry had expired. */
    public Timed expire(String key, Version version) {
        return delete(expire, key, version);
    }

    public Timed delete(String key, Version version) {
        return delete(delete, key, version);
    }

    public Timed revoke(String key, Version version) {
        return delete(revoke, key, version);
    }

    /**
     * Makes a deletion or a revocation that waits for the local data centre only. Cassandra sends it to the other data
     * centres, too.
     */
    public Timed deleteLocally(String key, Version version) {
        return delete(deleteLocally, key, version);
    }

    /** Makes a deletion or a revocation that is repeated, and that waits for every data centre. */
    public Timed deleteEverywhere(String key, Version version) {
        return delete(deleteEverywhere, key, version);
    }

    public Timed writeIfAbsent(String key, byte[] value, int ttlSeconds) {
        return writeIf(key, null, value, ttlSeconds);
    }

    public Timed writeIfEqual(String key, byte[] found, byte[] value, int ttlSeconds) {
        return writeIf(key, found, value, ttlSeconds);
    }

    public Timed expireIfEqual(String key, byte[] found) {
        return timeout -> expireIf.boundStatementBuilder()
                .setString(0, key)
                .setByteBuffer(1, ByteBuffer.wrap(found))
                .setTimeout(timeout)
                .build();
    }

    public Timed clock() {
        return timeout -> clock.boundStatementBuilder().setTimeout(timeout).build();
    }

    private Timed writeIf(String key, byte @Nullable [] found, byte[] value, int ttlSeconds) {
        return timeout -> writeIf.boundStatementBuilder()
                .setInt(0, ttlSeconds)
                .setByteBuffer(1, ByteBuffer.wrap(value))
                .setString(2, key)
                .setByteBuffer(3, found == null ? null : ByteBuffer.wrap(found))
                .setTimeout(timeout)
                .build();
    }

    private static Timed delete(PreparedStatement statement, String key, Version version) {
        return timeout -> statement
                .boundStatementBuilder()
                .setLong(0, version.micros())
                .setString(1, key)
                .setTimeout(timeout)
                .build();
    }
}
