package dev.holdall.cassandra.internal.maps;

import static java.util.concurrent.CompletableFuture.completedStage;

import dev.holdall.Read;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.cassandra.internal.statements.MapStatements;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.StoredMap;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads maps. A read of all fields is one request, and so is a read of some fields of a small map.
 *
 * <p>The fields of a creation can be read by name only once the creation is known. So a read of some fields begins with
 * the first rows of the key. If these are all of its rows, they are the answer. Otherwise the fields are read by name,
 * and the lease with them, so that the lease and the fields are of one moment.
 */
final class MapReads {

    /** How many rows a read of some fields begins with. */
    static final int FIRST_ROWS = 32;

    private final Requests requests;
    private final MapStatements statements;

    /** Tells whether this process has met a field with an end of its own. */
    private volatile boolean fieldsEnd;

    MapReads(Requests requests, MapStatements statements) {
        this.requests = requests;
        this.statements = statements;
    }

    CompletionStage<Optional<StoredMap>> read(String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        if (names == null || names.size() >= FIRST_ROWS) {
            return readAll(key, names, read, deadline);
        }
        return requests.send(statements.readFirst(key, FIRST_ROWS, read), deadline, MapRows::first)
                .thenCompose(first -> first.count() < FIRST_ROWS
                        ? completedStage(first.map(names))
                        : readSome(key, first.newest(), names, read, deadline));
    }

    /**
     * Reads all rows. The clock of the node costs it a tenth of the read, and only fields with an end of their own need
     * it. So no read asks for it until one has met such a field, which is then read again.
     */
    private CompletionStage<Optional<StoredMap>> readAll(
            String key, @Nullable Set<String> names, Read read, Deadline deadline) {
        if (fieldsEnd) {
            return requests.send(
                    statements.readWithClock(key, read),
                    deadline,
                    answer -> MapRows.all(answer).map(names));
        }
        return requests.send(statements.read(key, read), deadline, MapRows::all).thenCompose(rows -> {
            if (!rows.lackClock()) {
                return completedStage(rows.map(names));
            }
            fieldsEnd = true;
            return readAll(key, names, read, deadline);
        });
    }

    /**
     * Reads fields of the newest creation by name. If it has no lease, it has ended or was replaced meanwhile, or it
     * hasn't arrived completely yet. Then all rows show which creation is the map.
     */
    private CompletionStage<Optional<StoredMap>> readSome(
            String key, Optional<ByteBuffer> newest, Set<String> names, Read read, Deadline deadline) {
        if (newest.isEmpty()) {
            return readAll(key, names, read, deadline);
        }
        List<String> fields = new ArrayList<>(names);
        fields.add(MapRow.LEASE);
        return requests.send(statements.readFields(key, newest.get(), fields, read), deadline, MapRows::all)
                .thenCompose(rows -> rows.lease().isPresent()
                        ? completedStage(rows.map(names))
                        : readAll(key, names, read, deadline));
    }
}
