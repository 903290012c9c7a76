package dev.holdall.cassandra.internal.maps;

import static java.util.concurrent.CompletableFuture.completedStage;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.cassandra.internal.statements.MapStatements;
import dev.holdall.cassandra.internal.statements.MapWrites;
import dev.holdall.cassandra.internal.statements.TtlSeconds;
import dev.holdall.cassandra.internal.writes.Deletions;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps maps in a table of their own. A map is a partition, and each field of each creation is a row of it, whose
 * timestamp is the field's version. No write reads first, except a touch, and none is a transaction: the versions and
 * the lifetimes alone make the rules hold ({@code docs/adr/0012-maps.md}). Thread-safe.
 */
public final class CassandraMaps implements SessionMapBackend {

    private final Requests requests;
    private final MapStatements statements;
    private final Deletions deletions;
    private final MapReads reads;
    private final CassandraGroups groups;
    private final FieldLifetimes fieldLifetimes = new FieldLifetimes();

    /**
     * Makes the maps of a table.
     *
     * @param requests sends the requests to the table of the entries
     * @param deletions makes the deletions in the table of the entries
     * @param context names the store, for warnings
     */
    public CassandraMaps(MapStatements statements, Requests requests, Deletions deletions, BackendContext context) {
        this.statements = statements;
        this.requests = requests.to(statements.table());
        this.deletions = deletions.in(this.requests, statements.deletions());
        this.reads = new MapReads(this.requests, statements);
        this.groups = new CassandraGroups(statements, this.requests, this.deletions, new TombstonesLog(context));
    }

    /** Returns the groups that the table has beside the maps. */
    public CassandraGroups groups() {
        return groups;
    }

    /** Prepares the statements for another session, which replaces the one before. Blocks, until a deadline at most. */
    public void prepareFor(CqlSession session, Deadline deadline) {
        statements.prepareFor(session, deadline);
    }

    @Override
    public CompletionStage<Optional<StoredMap>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return reads.read(key, names, read, deadline);
    }

    @Override
    public CompletionStage<MapCreation> create(
            String key, MapCreation creation, Map<String, byte[]> fields, Lifetime lifetime, Deadline deadline) {
        Version version = VersionSteps.afterUpdate(creation.version());
        MapWrites writes = statements.writes(key, MapFormat.born(creation)).deleteOlder(version);
        if (!lifetime.isOver()) {
            writes.put(MapRow.LEASE, MapFormat.lease(lifetime), TtlSeconds.ofWrite(lifetime), creation.version());
            int ttlSeconds = fieldLifetimes.ttlSeconds(lifetime);
            fields.forEach(
                    (name, value) -> writes.put(name, MapFormat.field(value, MapFormat.NO_END), ttlSeconds, version));
        }
        return requests.send(writes, deadline, answer -> creation);
    }

    @Override
    public CompletionStage<Boolean> change(String key, StoredMap seen, List<FieldWrite> writes, Deadline deadline) {
        return writes.stream().anyMatch(CassandraMaps::hasEnd)
                ? requests.send(
                                statements.clock(),
                                deadline,
                                answer -> Objects.requireNonNull(answer.one()).getLong(0))
                        .thenCompose(nowMillis -> change(key, seen, writes, nowMillis / 1_000, deadline))
                : change(key, seen, writes, 0, deadline);
    }

    private static boolean hasEnd(FieldWrite write) {
        return write.value() != null && !write.lifetime().isForever();
    }

    /**
     * Writes fields.
     *
     * @param nowSecond the clock of a node, if a field has an end. Readers compare ends with such a clock, too.
     */
    private CompletionStage<Boolean> change(
            String key, StoredMap seen, List<FieldWrite> changes, long nowSecond, Deadline deadline) {
        int ttlSeconds = fieldLifetimes.ttlSeconds(Objects.requireNonNullElse(seen.lifetime(), Lifetime.FOREVER));
        MapWrites writes = statements.writes(key, MapFormat.born(seen.creation()));
        for (FieldWrite change : changes) {
            long endSecond = hasEnd(change) ? nowSecond + TtlSeconds.ofWrite(change.lifetime()) : MapFormat.NO_END;
            writes.put(change.name(), MapFormat.field(change.value(), endSecond), ttlSeconds, change.version());
        }
        return requests.send(writes, deadline, answer -> true);
    }

    @Override
    public CompletionStage<Optional<Version>> touch(String key, Lifetime lifetime, Deadline deadline) {
        return requests.send(statements.readWithTtl(key, Read.LOCAL), deadline, MapRows::all)
                .thenCompose(rows -> rows.lease()
                        .map(lease -> touch(key, lease, rows.fields(lease), lifetime, deadline)
                                .thenApply(Optional::of))
                        .orElse(completedStage(Optional.empty())));
    }

    /**
     * Writes the lease and all fields again with a new expiry, each at the version that it was found with. If the lease
     * found would win over the new one there, all are written one step above.
     */
    private CompletionStage<Version> touch(
            String key, MapRow lease, List<MapRow> fields, Lifetime lifetime, Deadline deadline) {
        if (lease.isForever() && lifetime.isForever()) {
            return completedStage(lease.version());
        }
        boolean winsTie = lease.losesTieTo(lifetime);
        Version version = touched(lease, winsTie);
        MapWrites writes = statements.writes(key, lease.born());
        if (lifetime.isOver()) {
            writes.delete(MapRow.LEASE, version);
        } else {
            writes.put(MapRow.LEASE, MapFormat.lease(lease.value(), lifetime), TtlSeconds.ofWrite(lifetime), version);
            int ttlSeconds = fieldLifetimes.ttlSeconds(lifetime);
            fields.forEach(field -> writes.put(field.field(), field.value(), ttlSeconds, touched(field, winsTie)));
        }
        return requests.send(writes, deadline, answer -> version);
    }

    private static Version touched(MapRow found, boolean winsTie) {
        return winsTie ? found.version() : VersionSteps.afterTouch(found.version());
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return deletions.delete(key, version, deadline);
    }

    @Override
    public CompletionStage<Reach> revoke(String key, Version version, long horizonMillis, Deadline deadline) {
        return deletions.revoke(key, version, deadline);
    }

    public void close() {
        deletions.close();
    }
}
