package dev.holdall.internal.store;

import dev.holdall.AsyncSessionMaps;
import dev.holdall.FieldChanges;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.Ttl;
import dev.holdall.internal.maps.MapVerbs;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** The blocking face of a store's maps: the calling thread waits for the answer of each call. */
final class BlockingMaps implements SessionMaps {

    private final OpenStore store;
    private final MapVerbs verbs;
    private final AsyncSessionMaps async;

    BlockingMaps(OpenStore store, MapVerbs verbs, AsyncSessionMaps async) {
        this.store = store;
        this.verbs = verbs;
        this.async = async;
    }

    @Override
    public Optional<SessionMap> get(String key, Read read) {
        return verbs().get(key, read).await();
    }

    @Override
    public Optional<SessionMap> get(String key, Collection<String> names, Read read) {
        return verbs().get(key, names, read).await();
    }

    @Override
    public SessionMap create(String key, Map<String, byte[]> fields, Ttl ttl) {
        return verbs().create(key, fields, ttl).await();
    }

    @Override
    public SessionMap change(SessionMap seen, FieldChanges changes) {
        return verbs().change(seen, changes).await();
    }

    @Override
    public boolean changeTTL(String key, Ttl ttl) {
        return verbs().changeTTL(key, ttl).await();
    }

    @Override
    public Reach delete(String key) {
        return verbs().delete(key).await();
    }

    @Override
    public Reach revoke(String key) {
        return verbs().revoke(key).await();
    }

    @Override
    public AsyncSessionMaps async() {
        return async;
    }

    @Override
    public String toString() {
        return "SessionMaps[" + store + "]";
    }

    /** Returns the verbs, as {@link BlockingStore} does. */
    private MapVerbs verbs() {
        store.checkMayWait(Thread.currentThread());
        return verbs;
    }
}
