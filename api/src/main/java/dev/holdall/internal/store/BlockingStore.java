package dev.holdall.internal.store;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Entry;
import dev.holdall.EntryGroups;
import dev.holdall.NewEntry;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.StoreLock;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.internal.dispatch.CallerThread;
import dev.holdall.internal.dispatch.PendingCall;
import dev.holdall.internal.dispatch.UserCode;
import dev.holdall.internal.groups.GroupVerbs;
import dev.holdall.internal.maps.MapVerbs;
import dev.holdall.internal.verbs.Verbs;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The blocking face of a store: the calling thread waits for the answer of each call. */
final class BlockingStore implements SessionStore {

    private final OpenStore store;
    private final AsyncSessionStore async;
    private final @Nullable SessionMaps maps;
    private final @Nullable EntryGroups groups;

    BlockingStore(OpenStore store, AsyncSessionStore async) {
        this.store = store;
        this.async = async;
        MapVerbs mapVerbs = store.maps();
        this.maps = mapVerbs == null ? null : new BlockingMaps(store, mapVerbs, async.maps());
        GroupVerbs groupVerbs = store.groups();
        this.groups = groupVerbs == null ? null : new BlockingGroups(store, groupVerbs, async.groups());
    }

    @Override
    public Optional<byte[]> get(String key, Read read) {
        return verbs().get(key, read).await();
    }

    @Override
    public Optional<Entry> getEntry(String key, Read read) {
        return verbs().getEntry(key, read).await();
    }

    @Override
    public Version set(String key, byte[] value, Ttl ttl) {
        return verbs().set(key, value, ttl).await();
    }

    @Override
    public Version update(String key, Version seen, byte[] value, Ttl ttl) {
        return verbs().update(key, seen, value, ttl).await();
    }

    @Override
    public Optional<Version> add(String key, byte[] value, Ttl ttl) {
        return verbs().add(key, value, ttl).await();
    }

    @Override
    public Optional<Version> compareAndSet(String key, Version seen, byte[] value, Ttl ttl) {
        return verbs().compareAndSet(key, seen, value, ttl).await();
    }

    @Override
    public Optional<Entry> merge(String key, Function<Optional<Entry>, Optional<byte[]>> function, Ttl ttl) {
        return onCallerThread((verbs, caller) -> verbs.merge(key, function, ttl, UserCode.on(caller)));
    }

    @Override
    public Optional<Entry> merge(String key, Function<Optional<Entry>, Optional<NewEntry>> function) {
        return onCallerThread((verbs, caller) -> verbs.merge(key, function, UserCode.on(caller)));
    }

    @Override
    public byte[] getOrCompute(String key, Ttl ttl, Supplier<byte[]> supplier) {
        return onCallerThread((verbs, caller) -> verbs.getOrCompute(key, ttl, supplier, UserCode.on(caller)));
    }

    @Override
    public byte[] getOrCompute(String key, Supplier<NewEntry> supplier) {
        return onCallerThread((verbs, caller) -> verbs.getOrCompute(key, supplier, UserCode.on(caller)));
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
    public long increment(String key, long delta, long initial, Ttl ttl) {
        return verbs().increment(key, delta, initial, ttl).await();
    }

    @Override
    public Map<String, byte[]> getAll(Collection<String> keys, Read read) {
        return onCallerThread((verbs, caller) -> verbs.getAll(keys, read, caller));
    }

    @Override
    public Map<String, Version> setAll(Map<String, byte[]> values, Ttl ttl) {
        return onCallerThread((verbs, caller) -> verbs.setAll(values, ttl, caller));
    }

    @Override
    public Map<String, Reach> deleteAll(Collection<String> keys) {
        return onCallerThread((verbs, caller) -> verbs.deleteAll(keys, caller));
    }

    @Override
    public Map<String, Boolean> changeTTLAll(Collection<String> keys, Ttl ttl) {
        return onCallerThread((verbs, caller) -> verbs.changeTTLAll(keys, ttl, caller));
    }

    @Override
    public Optional<StoreLock> tryLock(String key, Duration wait, Duration lease) {
        return verbs().tryLock(key, wait, lease).await().map(lock -> new BlockingLock(store, key, lock));
    }

    @Override
    public SessionMaps maps() {
        if (maps == null) {
            throw store.keepsNoMaps();
        }
        return maps;
    }

    @Override
    public EntryGroups groups() {
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
    public AsyncSessionStore async() {
        return async;
    }

    @Override
    public void close() {
        store.close();
    }

    @Override
    public String toString() {
        return "SessionStore[" + store + "]";
    }

    /** Begins a call whose functions and batches run on the thread that waits for the call. */
    private interface CallOnThisThread<R> {
        PendingCall<?, R> begin(Verbs verbs, CallerThread caller);
    }

    private <R> R onCallerThread(CallOnThisThread<R> call) {
        CallerThread caller = CallerThread.working();
        return call.begin(verbs(), caller).await(caller);
    }

    /**
     * Returns the verbs. Throws an exception, before anything is sent, if this thread is one that completes the
     * backend's answers.
     */
    private Verbs verbs() {
        return store.verbsFor(Thread.currentThread());
    }
}
