package dev.holdall.cassandra.internal.maps;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.cassandra.internal.statements.MapStatements;
import dev.holdall.cassandra.internal.statements.MapWrites;
import dev.holdall.cassandra.internal.statements.TtlSeconds;
import dev.holdall.cassandra.internal.writes.Deletions;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.StoredEntry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps groups in the table of maps. A group is a partition, and each entry is a row of it, whose timestamp is the
 * entry's version and whose TTL is that of the entry. No write reads first, and none is a transaction. Thread-safe.
 */
public final class CassandraGroups implements EntryGroupBackend {

    /** Follows the key in the key of a group's partition. It has a control character, which no key of a caller has. */
    private static final String GROUP = "\u0001group";

    private final Requests requests;
    private final MapStatements statements;
    private final Deletions deletions;
    private final TombstonesLog log;
    private final ByteBuffer born = MapFormat.bornOfGroups();

    /** Makes the groups beside maps, with the requests and the deletions of these. */
    CassandraGroups(MapStatements statements, Requests requests, Deletions deletions, TombstonesLog log) {
        this.statements = statements;
        this.requests = requests;
        this.deletions = deletions;
        this.log = log;
    }

    @Override
    public CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        return requests.send(
                statements.readWithTtl(key + GROUP, read),
                deadline,
                answer -> log.read(answer).entries(names));
    }

    @Override
    public CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline) {
        MapWrites rows = statements.writes(key + GROUP, born);
        for (GroupWrite write : writes) {
            if (write.removes()) {
                rows.delete(write.name(), write.version(version));
            } else {
                byte[] value = MapFormat.field(write.bytes(), MapFormat.NO_END);
                rows.put(write.name(), value, TtlSeconds.ofWrite(write.lifetime()), write.version(version));
            }
        }
        return requests.send(rows, deadline, answer -> version);
    }

    @Override
    public CompletionStage<Reach> delete(String key, Version version, Deadline deadline) {
        return deletions.delete(key + GROUP, version, deadline);
    }
}
