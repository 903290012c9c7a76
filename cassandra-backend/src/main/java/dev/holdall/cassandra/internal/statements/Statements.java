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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The statements of this backend, each prepared once for a session. Plain statements carry the version as their
 * timestamp, so repeating one changes nothing. Conditional ones get their timestamp from the server, and are not
 * repeated. Values are bound with setters for their type: the driver finds out the type of an untyped value by itself,
 * and logs the value at TRACE then.
 */
public final class Statements {

    private static final String SELECT = "SELECT value, WRITETIME(value) FROM %s WHERE key = ?";
    private static final String SELECT_WITH_LIFETIME =
            "SELECT value, WRITETIME(value), TTL(value), toUnixTimestamp(now()) FROM %s WHERE key = ?";
    private static final String INSERT = "INSERT INTO %s (key, value) VALUES (?, ?) USING TTL ? AND TIMESTAMP ?";

    /**
     * {@code INSERT IF NOT EXISTS} would not do: after a value has expired, its row may still exist, without a value.
     */
    private static final String UPDATE_IF = "UPDATE %s USING TTL ? SET value = ? WHERE key = ? IF value = ?";

    /** Reads the clock of the node that answers, in milliseconds. */
    static final String CLOCK = "SELECT toUnixTimestamp(now()) FROM system.local";

    private static final String DELETE_IF = "DELETE value FROM %s WHERE key = ? IF value = ?";

    private final CassandraOptions options;
    private final DeletionStatements deletions;
    private volatile Prepared prepared;

    /** The statements as one session has prepared them. */
    private record Prepared(
            PreparedStatement read,
            PreparedStatement readWithLifetime,
            PreparedStatement readLatest,
            PreparedStatement readLatestWithLifetime,
            PreparedStatement write,
            PreparedStatement expire,
            PreparedStatement writeIf,
            PreparedStatement expireIf,
            PreparedStatement clock) {}

    /** Prepares all statements. Blocks, until a deadline at most. */
    public Statements(CqlSession session, CassandraOptions options, Deadline deadline) {
        this.options = options;
        Preparation prepare = preparation(session, deadline);
        this.deletions = new DeletionStatements(prepare);
        this.prepared = prepared(prepare);
    }

    /** Prepares all statements again, for another session, which replaces the one before. Blocks likewise. */
    public void prepareFor(CqlSession session, Deadline deadline) {
        Preparation prepare = preparation(session, deadline);
        deletions.prepareAgain(prepare);
        prepared = prepared(prepare);
    }

    private Preparation preparation(CqlSession session, Deadline deadline) {
        return new Preparation(session, options.table(), options, deadline);
    }

    private static Prepared prepared(Preparation prepare) {
        Consistency consistency = prepare.consistency();
        return new Prepared(
                prepare.plain(SELECT, consistency.read()),
                prepare.plain(SELECT_WITH_LIFETIME, consistency.read()),
                prepare.plain(SELECT, consistency.readLatest()),
                prepare.plain(SELECT_WITH_LIFETIME, consistency.readLatest()),
                prepare.plain(INSERT, consistency.write()),
                prepare.plain(DeletionStatements.DELETE, consistency.write()),
                prepare.conditional(UPDATE_IF),
                prepare.conditional(DELETE_IF),
                prepare.plain(CLOCK, DefaultConsistencyLevel.LOCAL_ONE));
    }

    public Timed read(String key, ReadOptions options) {
        boolean latest = options.read() == Read.LATEST;
        Function<Prepared, PreparedStatement> statement = options.withLifetime()
                ? latest ? Prepared::readLatestWithLifetime : Prepared::readWithLifetime
                : latest ? Prepared::readLatest : Prepared::read;
        return timeout -> statement
                .apply(prepared)
                .boundStatementBuilder()
                .setString(0, key)
                .setTimeout(timeout)
                .build();
    }

    public Timed write(String key, byte[] value, int ttlSeconds, Version version) {
        return timeout -> prepared.write()
                .boundStatementBuilder()
                .setString(0, key)
                .setByteBuffer(1, ByteBuffer.wrap(value))
                .setInt(2, ttlSeconds)
                .setLong(3, version.micros())
                .setTimeout(timeout)
                .build();
    }

    /** Makes a deletion at the level of writes, which leaves the key absent as if its entry had expired. */
    public Timed expire(String key, Version version) {
        return timeout -> prepared.expire()
                .boundStatementBuilder()
                .setLong(0, version.micros())
                .setString(1, key)
                .setTimeout(timeout)
                .build();
    }

    public DeletionStatements deletions() {
        return deletions;
    }

    public Timed writeIfAbsent(String key, byte[] value, int ttlSeconds) {
        return writeIf(key, null, value, ttlSeconds);
    }

    public Timed writeIfEqual(String key, byte[] found, byte[] value, int ttlSeconds) {
        return writeIf(key, found, value, ttlSeconds);
    }

    public Timed expireIfEqual(String key, byte[] found) {
        return timeout -> prepared.expireIf()
                .boundStatementBuilder()
                .setString(0, key)
                .setByteBuffer(1, ByteBuffer.wrap(found))
                .setTimeout(timeout)
                .build();
    }

    public Timed clock() {
        return timeout ->
                prepared.clock().boundStatementBuilder().setTimeout(timeout).build();
    }

    private Timed writeIf(String key, byte @Nullable [] found, byte[] value, int ttlSeconds) {
        return timeout -> prepared.writeIf()
                .boundStatementBuilder()
                .setInt(0, ttlSeconds)
                .setByteBuffer(1, ByteBuffer.wrap(value))
                .setString(2, key)
                .setByteBuffer(3, found == null ? null : ByteBuffer.wrap(found))
                .setTimeout(timeout)
                .build();
    }
}
