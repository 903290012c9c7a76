package dev.holdall.spring.session;

import dev.holdall.AsyncEntryGroups;
import dev.holdall.AsyncSessionMaps;
import dev.holdall.AsyncSessionStore;
import dev.holdall.Entry;
import dev.holdall.EntryGroups;
import dev.holdall.FieldChanges;
import dev.holdall.GroupChanges;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * The requests to the store, on either of its faces, so that what a repository does is written once. On the blocking
 * face each method waits, and returns a stage that is complete; the caller's thread does all the work, and has what the
 * blocking face promises: it can be interrupted, and a thread of the client library is refused. Thread-safe.
 */
final class Requests {

    private final boolean blocking;
    private final SessionStore store;
    private final AsyncSessionStore asyncStore;
    private final SessionMaps maps;
    private final AsyncSessionMaps asyncMaps;
    private final EntryGroups groups;
    private final AsyncEntryGroups asyncGroups;

    /** How a read has to be that sees what this process has written before. */
    private final Read ownWrites;

    Requests(SessionStore store, boolean blocking) {
        if (!store.traits().maps() || !store.traits().groups()) {
            throw new IllegalArgumentException("sessions need a store that keeps maps and groups, and this one doesn't:"
                    + " on Cassandra, set the option maps-table; or leave out the decorator that knows no maps");
        }
        this.blocking = blocking;
        this.store = store;
        this.asyncStore = store.async();
        this.maps = store.maps();
        this.asyncMaps = maps.async();
        this.groups = store.groups();
        this.asyncGroups = groups.async();
        this.ownWrites = store.traits().localReadsLag() ? Read.LATEST : Read.LOCAL;
    }

    private <T> CompletionStage<T> send(Supplier<T> call, Supplier<CompletionStage<T>> asyncCall) {
        return blocking ? CompletableFuture.completedStage(call.get()) : asyncCall.get();
    }

    CompletionStage<Optional<SessionMap>> read(String id) {
        return read(id, Read.LOCAL);
    }

    CompletionStage<Optional<SessionMap>> read(String id, Read read) {
        return send(() -> maps.get(id, read), () -> asyncMaps.get(id, read));
    }

    /** Reads a session with all that this process has written to it. */
    CompletionStage<Optional<SessionMap>> readOwn(String id) {
        return read(id, ownWrites);
    }

    /** Reads when a session that this process has read or written was last accessed; empty if it isn't there. */
    CompletionStage<Optional<SessionMap>> readAccess(String id) {
        List<String> access = List.of(SessionFields.ACCESSED);
        return send(() -> maps.get(id, access, ownWrites), () -> asyncMaps.get(id, access, ownWrites));
    }

    CompletionStage<SessionMap> create(String id, Map<String, byte[]> fields, Ttl ttl) {
        return send(() -> maps.create(id, fields, ttl), () -> asyncMaps.create(id, fields, ttl));
    }

    CompletionStage<SessionMap> change(SessionMap seen, FieldChanges changes) {
        return send(() -> maps.change(seen, changes), () -> asyncMaps.change(seen, changes));
    }

    CompletionStage<Boolean> changeTTL(String id, Ttl ttl) {
        return send(() -> maps.changeTTL(id, ttl), () -> asyncMaps.changeTTL(id, ttl));
    }

    CompletionStage<Reach> revoke(String id) {
        return send(() -> maps.revoke(id), () -> asyncMaps.revoke(id));
    }

    CompletionStage<Map<String, Entry>> group(String key) {
        return send(() -> groups.get(key), () -> asyncGroups.get(key));
    }

    CompletionStage<Version> changeGroup(String key, GroupChanges changes) {
        return send(() -> groups.change(key, changes), () -> asyncGroups.change(key, changes));
    }

    /** Reads an entry of the store, with all that this data centre has written. */
    CompletionStage<Optional<byte[]>> entry(String key) {
        return send(() -> store.get(key, ownWrites), () -> asyncStore.get(key, ownWrites));
    }

    /** Writes an entry of the store if there is none; returns whether it was written. */
    CompletionStage<Boolean> addEntry(String key, byte[] value, Ttl ttl) {
        return send(() -> store.add(key, value, ttl), () -> asyncStore.add(key, value, ttl))
                .thenApply(Optional::isPresent);
    }
}
