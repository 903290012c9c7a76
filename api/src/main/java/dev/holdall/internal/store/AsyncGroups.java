package dev.holdall.internal.store;

import dev.holdall.AsyncEntryGroups;
import dev.holdall.Entry;
import dev.holdall.GroupChanges;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import dev.holdall.internal.groups.GroupVerbs;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The asynchronous face of a store's groups: each call returns a stage. */
final class AsyncGroups implements AsyncEntryGroups {

    private final OpenStore store;
    private final GroupVerbs verbs;

    AsyncGroups(OpenStore store, GroupVerbs verbs) {
        this.store = store;
        this.verbs = verbs;
    }

    @Override
    public CompletionStage<Map<String, Entry>> get(String key, Read read) {
        return verbs.get(key, read).stage();
    }

    @Override
    public CompletionStage<Map<String, Entry>> get(String key, Collection<String> names, Read read) {
        return verbs.get(key, names, read).stage();
    }

    @Override
    public CompletionStage<Version> change(String key, GroupChanges changes) {
        return verbs.change(key, changes).stage();
    }

    @Override
    public CompletionStage<Reach> delete(String key) {
        return verbs.delete(key).stage();
    }

    @Override
    public String toString() {
        return "AsyncEntryGroups[" + store + "]";
    }
}
