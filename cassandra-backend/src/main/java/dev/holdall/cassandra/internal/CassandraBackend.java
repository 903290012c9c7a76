package dev.holdall.cassandra.internal;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import dev.holdall.Reach;
import dev.holdall.Traits;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.connections.Connection;
import dev.holdall.cassandra.internal.connections.Connector;
import dev.holdall.cassandra.internal.connections.DataCenters;
import dev.holdall.cassandra.internal.connections.Schema;
import dev.holdall.cassandra.internal.connections.SessionRenewal;
import dev.holdall.cassandra.internal.maps.CassandraMaps;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.cassandra.internal.requests.DriverFailures;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.cassandra.internal.requests.Requests.Timed;
import dev.holdall.cassandra.internal.statements.Cell;
import dev.holdall.cassandra.internal.statements.MapStatements;
import dev.holdall.cassandra.internal.statements.Statements;
import dev.holdall.cassandra.internal.statements.TtlSeconds;
import dev.holdall.cassandra.internal.writes.CounterUpdates;
import dev.holdall.cassandra.internal.writes.Deletions;
import dev.holdall.cassandra.internal.writes.KeyedMutex;
import dev.holdall.cassandra.internal.writes.Transactions;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.VersionSteps;
import dev.holdall.spi.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in a Cassandra table, and maps and groups in another one. The timestamp of each write is the version of
 * the entry, so the write with the greatest version wins. A plain write doesn't read the key first.
 */
public final class CassandraBackend implements SessionBackend {

    /**
     * The largest value, in bytes. A transaction sends the old value and the new one in a request, and by default a
     * server accepts a request of up to 16 MiB.
     */
    private static final int MAX_VALUE_BYTES = 7 << 20;

    private final Connection connection;
    private final Traits traits;
    private final Statements statements;
    private final Requests requests;
    private final Transactions transactions;
    private final KeyedMutex mutex = new KeyedMutex();
    private final CounterUpdates counters;
    private final Deletions deletions;
    private final @Nullable CassandraMaps maps;
    private final @Nullable SessionRenewal renewal;

    private CassandraBackend(
            Connection connection, CassandraOptions options, BackendContext context, @Nullable Connector connector) {
        this.connection = connection;
        String localDatacenter = prepareTables(connection, options, context, context.openDeadline());
        traits = traits(options);
        statements = new Statements(connection.session(), options, context.openDeadline());
        renewal = connector == null
                ? null
                : new SessionRenewal(connection, context, () -> openAnew(connector, options, context));
        requests = new Requests(renewal == null ? connection::session : renewal, connection.threads(), options);
        DataCenters dataCenters = new DataCenters(connection, options.table().keyspace(), localDatacenter);
        deletions = new Deletions(requests, statements.deletions(), options, context, dataCenters);
        maps = maps(connection, options, context, requests, deletions);
        transactions = new Transactions(requests, statements, deletions, context);
        counters = new CounterUpdates(requests, statements, transactions, context);
    }

    private static @Nullable CassandraMaps maps(
            Connection connection,
            CassandraOptions options,
            BackendContext context,
            Requests requests,
            Deletions deletions) {
        Table table = options.mapsTable();
        return table == null
                ? null
                : new CassandraMaps(
                        new MapStatements(connection.session(), table, options, context.openDeadline()),
                        requests,
                        deletions,
                        context);
    }

    /** Opens a backend on a session of the application, which the backend does not close. Blocks. */
    public static CassandraBackend over(CqlSession session, CassandraOptions options, BackendContext context) {
        return open(Connection.borrowed(session), options, context, null);
    }

    /** Opens a backend on a session of its own, which is closed together with the backend. Blocks. */
    public static CassandraBackend owning(ConnectionOptions to, CassandraOptions options, BackendContext context) {
        Connector connector = new Connector(to, options, context);
        Connection connection = Connection.owned(connector.connect(), context.requestTimeout());
        try {
            return open(connection, options, context, connector);
        } catch (RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private static CassandraBackend open(
            Connection connection, CassandraOptions options, BackendContext context, @Nullable Connector connector) {
        try {
            return new CassandraBackend(connection, options, context, connector);
        } catch (DriverException | IllegalStateException e) {
            throw DriverFailures.translate(e);
        }
    }

    /**
     * Opens another session, makes sure of the tables there, and prepares the statements for it, all as at the opening
     * of the backend. Blocks.
     */
    private CqlSession openAnew(Connector connector, CassandraOptions options, BackendContext context) {
        Deadline deadline = Deadline.in(connector.timeout());
        CqlSession session = connector.connect();
        try {
            prepareTables(Connection.borrowed(session), options, context, deadline);
            statements.prepareFor(session, deadline);
            if (maps != null) {
                maps.prepareFor(session, deadline);
            }
            return session;
        } catch (DriverException e) {
            session.forceCloseAsync();
            throw DriverFailures.translate(e);
        } catch (RuntimeException | Error e) {
            session.forceCloseAsync();
            throw e;
        }
    }

    /**
     * Creates or checks the tables, as the options say.
     *
     * @return the local data centre
     */
    private static String prepareTables(
            Connection connection, CassandraOptions options, BackendContext context, Deadline deadline) {
        String localDatacenter = connection.localDatacenter(context);
        new Schema(connection.session(), options, context, deadline).prepare(connection.dataCenters(), localDatacenter);
        return localDatacenter;
    }

    private static Traits traits(CassandraOptions options) {
        return Traits.builder()
                .durability(Traits.Durability.DISK)
                .reach(Traits.Scope.ALL_DCS)
                .atomicity(options.consistency().isLocalSerial() ? Traits.Scope.LOCAL_DC : Traits.Scope.ALL_DCS)
                .ttlResolution(Duration.ofSeconds(1))
                .maxTtl(TtlSeconds.MAX_TTL)
                .maxValueBytes(MAX_VALUE_BYTES)
                .evicts(false)
                .comparesVersions(false)
                .maps(options.mapsTable() != null)
                .groups(options.mapsTable() != null)
                .build();
    }

    @Override
    public Traits traits() {
        return traits;
    }

    @Override
    public CompletionStage<Optional<StoredEntry>> read(String key, ReadOptions options, Deadline deadline) {
        Timed statement = statements.read(key, options);
        return options.withLifetime()
                ? requests.send(statement, deadline, answer -> Cell.cell(answer).map(Cell::toEntry))
                : requests.send(statement, deadline, Cell::entry);
    }

    @Override
    public CompletionStage<Version> write(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return put(key, value, lifetime, version, deadline);
    }

    @Override
    public CompletionStage<Version> update(
            String key, Version seen, byte[] value, Lifetime lifetime, Deadline deadline) {
        return put(key, value, lifetime, VersionSteps.afterUpdate(seen), deadline);
    }

    /** Writes a value. If its lifetime is over already, deletes the key instead. */
    private CompletionStage<Version> put(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return requests.send(
                lifetime.isOver()
                        ? statements.expire(key, version)
                        : statements.write(key, value, TtlSeconds.ofWrite(lifetime), version),
                deadline,
                answer -> version);
    }

    @Override
    public CompletionStage<WriteResult> writeIfAbsent(
            String key, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return mutex.run(key, deadline, () -> transactions.writeIfAbsent(key, value, lifetime, version, deadline));
    }

    @Override
    public CompletionStage<WriteResult> writeIfUnchanged(
            String key, Version seen, byte[] value, Lifetime lifetime, Version version, Deadline deadline) {
        return mutex.run(
                key, deadline, () -> transactions.writeIfUnchanged(key, seen, value, lifetime, version, deadline));
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return requests.send(statements.read(key, ReadOptions.LOCAL_WITH_LIFETIME), deadline, Cell::cell)
                .thenCompose(found -> found.isPresent()
                        ? touch(key, found.get(), lifetime, deadline).thenApply(Optional::of)
                        : CompletableFuture.completedStage(Optional.empty()));
    }

    /**
     * Writes the value found with a new expiry. At equal timestamps Cassandra prefers a tombstone, then a cell that
     * expires to one that doesn't, then the later expiry. Where the new cell wins that tie, it is written at the
     * version found; otherwise it needs the next version.
     */
    private CompletionStage<Version> touch(String key, Cell found, Lifetime lifetime, Deadline deadline) {
        if (found.isForever() && lifetime.isForever()) {
            return CompletableFuture.completedStage(found.version());
        }
        boolean winsTie = lifetime.isOver()
                || (!lifetime.isForever() && (found.isForever() || found.endSecond() <= found.endSecondOf(lifetime)));
        Version version = winsTie ? found.version() : VersionSteps.afterTouch(found.version());
        return put(key, found.value(), lifetime, version, deadline);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return deletions.delete(key, version, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return deletions.revoke(key, version, deadline);
    }

    @Override
    public CompletionStage<Counted> increment(
            String key, long delta, long initial, Lifetime lifetime, Version version, Deadline deadline) {
        return mutex.run(key, deadline, () -> counters.increment(key, delta, initial, lifetime, version, deadline));
    }

    @Override
    public Optional<SessionMapBackend> maps() {
        return Optional.ofNullable(maps);
    }

    @Override
    public Optional<EntryGroupBackend> groups() {
        return Optional.ofNullable(maps).map(CassandraMaps::groups);
    }

    @Override
    public boolean completesOn(Thread thread) {
        return connection.threads().contains(thread);
    }

    @Override
    public void close() {
        if (renewal != null) {
            renewal.close();
        }
        deletions.close();
        if (maps != null) {
            maps.close();
        }
        connection.close();
    }
}
