package dev.holdall.internal.store;

import dev.holdall.AsyncEntryGroups;
import dev.holdall.AsyncSessionMaps;
import dev.holdall.AsyncSessionStore;
import dev.holdall.AsyncStoreLock;
import dev.holdall.Entry;
import dev.holdall.NewEntry;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.internal.dispatch.UserCode;
import dev.holdall.internal.groups.GroupVerbs;
import dev.holdall.internal.maps.MapVerbs;
import dev.holdall.internal.threads.Threads;
import dev.holdall.internal.verbs.Verbs;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The asynchronous face of a store: each call returns a stage. */
final class AsyncStore implements AsyncSessionStore {

    private final OpenStore store;
    private final Verbs verbs;
    private final @Nullable AsyncSessionMaps maps;
    private final @Nullable AsyncEntryGroups groups;
    private final UserCode userCode;
    private final Executor batches = Threads.functions();

    /**
     * Makes the asynchronous face of a store.
     *
     * @param executor runs callers' functions
     */
    AsyncStore(OpenStore store, Executor executor) {
        this.store = store;
        this.verbs = store.verbs();
        MapVerbs mapVerbs = store.maps();
        this.maps = mapVerbs == null ? null : new AsyncMaps(store, mapVerbs);
        GroupVerbs groupVerbs = store.groups();
        this.groups = groupVerbs == null ? null : new AsyncGroups(store, groupVerbs);
        this.userCode = UserCode.on(executor);
    }

    @Override
    public CompletionStage<Optional<byte[]>> get(String key, Read read) {
        return verbs.get(key, read).stage();
    }

    @Override
    public CompletionStage<Optional<Entry>> getEntry(String key, Read read) {
        return verbs.getEntry(key, read).stage();
    }

    @Override
    public CompletionStage<Version> set(String key, byte[] value, Ttl ttl) {
        return verbs.set(key, value, ttl).stage();
    }

    @Override
    public CompletionStage<Version> update(String key, Version seen, byte[] value, Ttl ttl) {
        return verbs.update(key, seen, value, ttl).stage();
    }

    @Override
    public CompletionStage<Optional<Version>> add(String key, byte[] value, Ttl ttl) {
        return verbs.add(key, value, ttl).stage();
    }

    @Override
    public CompletionStage<Optional<Version>> compareAndSet(String key, Version seen, byte[] value, Ttl ttl) {
        return verbs.compareAndSet(key, seen, value, ttl).stage();
    }

    @Override
    public CompletionStage<Optional<Entry>> merge(
            String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl) {
        return verbs.merge(key, function, ttl, userCode).stage();
    }

    @Override
    public CompletionStage<Optional<Entry>> merge(String key, Function<Optional<Entry>, Optional<NewEntry>> function) {
        return verbs.merge(key, function, userCode).stage();
    }

    @Override
    public CompletionStage<byte[]> getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier) {
        return verbs.getOrCompute(key, ttl, supplier, userCode).stage();
    }

    @Override
    public CompletionStage<byte[]> getOrCompute(String key, Supplier<NewEntry> supplier) {
        return verbs.getOrCompute(key, supplier, userCode).stage();
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
    public CompletionStage<Long> increment(String key, long delta, long initial, Ttl ttl) {
        return verbs.increment(key, delta, initial, ttl).stage();
    }

    @Override
    public CompletionStage<Map<String, byte[]>> getAll(Collection<String> keys, Read read) {
        return verbs.getAll(keys, read, batches).stage();
    }

    @Override
    public CompletionStage<Map<String, Version>> setAll(Map<String, byte[]> values, Ttl ttl) {
        return verbs.setAll(values, ttl, batches).stage();
    }

    @Override
    public CompletionStage<Map<String, Reach>> deleteAll(Collection<String> keys) {
        return verbs.deleteAll(keys, batches).stage();
    }

    @Override
    public CompletionStage<Map<String, Boolean>> changeTTLAll(Collection<String> keys, Ttl ttl) {
        return verbs.changeTTLAll(keys, ttl, batches).stage();
    }

    @Override
    public CompletionStage<Optional<AsyncStoreLock>> tryLock(String key, Duration wait, Duration lease) {
        return verbs.tryLock(key, wait, lease)
                .stage()
                .thenApply(taken -> taken.map(lock -> new AsyncLock(verbs, key, lock)));
    }

    @Override
    public AsyncSessionMaps maps() {
        if (maps == null) {
            throw store.keepsNoMaps();
        }
        return maps;
    }

    @Override
    public AsyncEntryGroups groups() {
        if (groups == null) {
            throw store.keepsNoGroups();
        }
        return groups;
    }

    @Override
    public Traits traits() {
        return store.traits();
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return "AsyncSessionStore[" + store + "]";
    }
}
