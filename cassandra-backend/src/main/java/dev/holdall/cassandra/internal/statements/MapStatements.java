package dev.holdall.cassandra.internal.statements;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.Consistency;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.cassandra.internal.requests.Requests.Timed;
import dev.holdall.spi.Deadline;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * The statements of maps, each prepared once for a session. All writes carry their version as their timestamp, so
 * repeating one changes nothing. A row is one field of one creation of a map.
 */
public final class MapStatements {

    /**
     * How many rows a read returns at most. Twice as many names as a map has at most fit, for a moment in which the key
     * has two creations.
     */
    public static final int MOST_ROWS = 10_000;

    private static final String COLUMNS = "born, field, value, WRITETIME(value)";
    private static final String WITH_CLOCK = COLUMNS + ", toUnixTimestamp(now())";
    private static final String SELECT = "SELECT " + COLUMNS + " FROM %s WHERE key = ?";
    private static final String SELECT_WITH_CLOCK = "SELECT " + WITH_CLOCK + " FROM %s WHERE key = ?";
    private static final String SELECT_FIRST = SELECT_WITH_CLOCK + " LIMIT ?";
    private static final String SELECT_FIELDS = SELECT_WITH_CLOCK + " AND born = ? AND field IN ?";
    private static final String SELECT_WITH_TTL = "SELECT " + WITH_CLOCK + ", TTL(value) FROM %s WHERE key = ?";

    /**
     * Always INSERT: an UPDATE writes no row marker, so that a row would be there without a value after an INSERT
     * without a TTL and an UPDATE with one.
     */
    private static final String INSERT =
            "INSERT INTO %s (key, born, field, value) VALUES (?, ?, ?, ?) USING TTL ? AND TIMESTAMP ?";

    private static final String DELETE_OLDER = "DELETE FROM %s USING TIMESTAMP ? WHERE key = ? AND born < ?";
    private static final String DELETE_FIELD =
            "DELETE FROM %s USING TIMESTAMP ? WHERE key = ? AND born = ? AND field = ?";

    private final Table table;
    private final CassandraOptions options;
    private final DeletionStatements deletions;
    private volatile Prepared prepared;

    /** The statements as one session has prepared them. */
    private record Prepared(
            PreparedStatement read,
            PreparedStatement readLatest,
            PreparedStatement readWithClock,
            PreparedStatement readLatestWithClock,
            PreparedStatement readFirst,
            PreparedStatement readFirstLatest,
            PreparedStatement readFields,
            PreparedStatement readFieldsLatest,
            PreparedStatement readWithTtl,
            PreparedStatement readLatestWithTtl,
            PreparedStatement write,
            PreparedStatement deleteOlder,
            PreparedStatement deleteField,
            PreparedStatement clock) {}

    /** Prepares all statements. Blocks, until a deadline at most. */
    public MapStatements(CqlSession session, Table table, CassandraOptions options, Deadline deadline) {
        this.table = table;
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
        return new Preparation(session, table, options, deadline);
    }

    private static Prepared prepared(Preparation prepare) {
        Consistency consistency = prepare.consistency();
        return new Prepared(
                prepare.plain(SELECT, consistency.read()),
                prepare.plain(SELECT, consistency.readLatest()),
                prepare.plain(SELECT_WITH_CLOCK, consistency.read()),
                prepare.plain(SELECT_WITH_CLOCK, consistency.readLatest()),
                prepare.plain(SELECT_FIRST, consistency.read()),
                prepare.plain(SELECT_FIRST, consistency.readLatest()),
                prepare.plain(SELECT_FIELDS, consistency.read()),
                prepare.plain(SELECT_FIELDS, consistency.readLatest()),
                prepare.plain(SELECT_WITH_TTL, consistency.read()),
                prepare.plain(SELECT_WITH_TTL, consistency.readLatest()),
                prepare.plain(INSERT, consistency.write()),
                prepare.plain(DELETE_OLDER, consistency.write()),
                prepare.plain(DELETE_FIELD, consistency.write()),
                prepare.plain(Statements.CLOCK, DefaultConsistencyLevel.LOCAL_ONE));
    }

    public Table table() {
        return table;
    }

    /** Makes a read of all rows of a key, in one page, without the clock of the node. */
    public Timed read(String key, Read read) {
        return timeout -> all(choose(read, prepared.read(), prepared.readLatest()), key, timeout);
    }

    /** Makes a read of all rows of a key, in one page. */
    public Timed readWithClock(String key, Read read) {
        return timeout -> all(choose(read, prepared.readWithClock(), prepared.readLatestWithClock()), key, timeout);
    }

    private static Statement<?> all(PreparedStatement select, String key, Duration timeout) {
        return select.boundStatementBuilder()
                .setString(0, key)
                .setPageSize(MOST_ROWS)
                .setTimeout(timeout)
                .build();
    }

    /** Makes a read of the first rows of a key, which are those of the newest creation. */
    public Timed readFirst(String key, int rows, Read read) {
        return timeout -> choose(read, prepared.readFirst(), prepared.readFirstLatest())
                .boundStatementBuilder()
                .setString(0, key)
                .setInt(1, rows)
                .setPageSize(rows)
                .setTimeout(timeout)
                .build();
    }

    /** Makes a read of some fields of one creation. */
    public Timed readFields(String key, ByteBuffer born, List<String> fields, Read read) {
        return timeout -> choose(read, prepared.readFields(), prepared.readFieldsLatest())
                .boundStatementBuilder()
                .setString(0, key)
                .setByteBuffer(1, born)
                .setList(2, fields, String.class)
                .setPageSize(MOST_ROWS)
                .setTimeout(timeout)
                .build();
    }

    /** Makes a read of all rows of a key, with the TTL of each. */
    public Timed readWithTtl(String key, Read read) {
        return timeout -> all(choose(read, prepared.readWithTtl(), prepared.readLatestWithTtl()), key, timeout);
    }

    /** Makes a read of the clock of a node, in milliseconds. */
    public Timed clock() {
        return timeout ->
                prepared.clock().boundStatementBuilder().setTimeout(timeout).build();
    }

    private static PreparedStatement choose(Read read, PreparedStatement local, PreparedStatement latest) {
        return read == Read.LATEST ? latest : local;
    }

    /** Begins writes to rows of one creation of a key, which are sent together. */
    public MapWrites writes(String key, ByteBuffer born) {
        return new MapWrites(this, key, born);
    }

    ConsistencyLevel writeLevel() {
        return options.consistency().write();
    }

    BoundStatementBuilder put(
            String key, ByteBuffer born, String field, byte[] value, int ttlSeconds, Version version) {
        return prepared.write()
                .boundStatementBuilder()
                .setString(0, key)
                .setByteBuffer(1, born)
                .setString(2, field)
                .setByteBuffer(3, ByteBuffer.wrap(value))
                .setInt(4, ttlSeconds)
                .setLong(5, version.micros());
    }

    BoundStatementBuilder deleteField(String key, ByteBuffer born, String field, Version version) {
        return prepared.deleteField()
                .boundStatementBuilder()
                .setLong(0, version.micros())
                .setString(1, key)
                .setByteBuffer(2, born)
                .setString(3, field);
    }

    BoundStatementBuilder deleteOlder(String key, ByteBuffer born, Version version) {
        return prepared.deleteOlder()
                .boundStatementBuilder()
                .setLong(0, version.micros())
                .setString(1, key)
                .setByteBuffer(2, born);
    }

    public DeletionStatements deletions() {
        return deletions;
    }
}
