package dev.holdall.internal.store;

import dev.holdall.AsyncSessionMaps;
import dev.holdall.FieldChanges;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.Ttl;
import dev.holdall.internal.maps.MapVerbs;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The asynchronous face of a store's maps: each call returns a stage. */
final class AsyncMaps implements AsyncSessionMaps {

    private final OpenStore store;
    private final MapVerbs verbs;

    AsyncMaps(OpenStore store, MapVerbs verbs) {
        this.store = store;
        this.verbs = verbs;
    }

    @Override
    public CompletionStage<Optional<SessionMap>> get(String key, Read read) {
        return verbs.get(key, read).stage();
    }

    @Override
    public CompletionStage<Optional<SessionMap>> get(String key, Collection<String> names, Read read) {
        return verbs.get(key, names, read).stage();
    }

    @Override
    public CompletionStage<SessionMap> create(String key, Map<String, byte[]> fields, Ttl ttl) {
        return verbs.create(key, fields, ttl).stage();
    }

    @Override
    public CompletionStage<SessionMap> change(SessionMap seen, FieldChanges changes) {
        return verbs.change(seen, changes).stage();
    }

    @Override
    public CompletionStage<Boolean> changeTTL(String key, Ttl ttl) {
        return verbs.changeTTL(key, ttl).stage();
    }

    @Override
    public CompletionStage<Reach> delete(String key) {
        return verbs.delete(key).stage();
    }

    @Override
    public CompletionStage<Reach> revoke(String key) {
        return verbs.revoke(key).stage();
    }

    @Override
    public String toString() {
        return "AsyncSessionMaps[" + store + "]";
    }
}
