package dev.holdall.internal.store;

import dev.holdall.AsyncEntryGroups;
import dev.holdall.Entry;
import dev.holdall.EntryGroups;
import dev.holdall.GroupChanges;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.internal.groups.GroupVerbs;
import java.util.Collection;
import java.util.Map;

/** The blocking face of a store's groups: the calling thread waits for the answer of each call. */
final class BlockingGroups implements EntryGroups {

    private final OpenStore store;
    private final GroupVerbs verbs;
    private final AsyncEntryGroups async;

    BlockingGroups(OpenStore store, GroupVerbs verbs, AsyncEntryGroups async) {
        this.store = store;
        this.verbs = verbs;
        this.async = async;
    }

    @Override
    public Map<String, Entry> get(String key, Read read) {
        return verbs().get(key, read).await();
    }

    @Override
    public Map<String, Entry> get(String key, Collection<String> names, Read read) {
        return verbs().get(key, names, read).await();
    }

    @Override
    public Version change(String key, GroupChanges changes) {
        return verbs().change(key, changes).await();
    }

    @Override
    public Reach delete(String key) {
        return verbs().delete(key).await();
    }

    @Override
    public AsyncEntryGroups async() {
        return async;
    }

    @Override
    public String toString() {
        return "EntryGroups[" + store + "]";
    }

    /** Returns the verbs, as {@link BlockingStore} does. */
    private GroupVerbs verbs() {
        store.checkMayWait(Thread.currentThread());
        return verbs;
    }
}
