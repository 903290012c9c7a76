package dev.holdall;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * {@link EntryGroups} that don't block: they have the same verbs with the same meaning, and each returns a stage. What
 * {@link AsyncSessionStore} says about stages, failures and threads holds here too.
 *
 * <p>This interface is thread-safe. Applications don't implement it, because methods may be added to it.
 */
public interface AsyncEntryGroups {

    /**
     * Does what {@link EntryGroups#get(String)} does, without blocking.
     *
     * @param key the key
     * @return a stage with the entries by name; empty if the key has none
     */
    default CompletionStage<Map<String, Entry>> get(String key) {
        return get(key, Read.LOCAL);
    }

    /**
     * Does what {@link EntryGroups#get(String, Read)} does, without blocking.
     *
     * @param key the key
     * @param read how fresh the entries have to be
     * @return a stage with the entries by name; empty if the key has none
     */
    CompletionStage<Map<String, Entry>> get(String key, Read read);

    /**
     * Does what {@link EntryGroups#get(String, Collection)} does, without blocking.
     *
     * @param key the key
     * @param names the names of the entries
     * @return a stage with those of these entries that the group has
     */
    default CompletionStage<Map<String, Entry>> get(String key, Collection<String> names) {
        return get(key, names, Read.LOCAL);
    }

    /**
     * Does what {@link EntryGroups#get(String, Collection, Read)} does, without blocking.
     *
     * @param key the key
     * @param names the names of the entries
     * @param read how fresh the entries have to be
     * @return a stage with those of these entries that the group has
     */
    CompletionStage<Map<String, Entry>> get(String key, Collection<String> names, Read read);

    /**
     * Does what {@link EntryGroups#change} does, without blocking.
     *
     * @param key the key
     * @param changes the changes
     * @return a stage with the version that entries were put with
     */
    CompletionStage<Version> change(String key, GroupChanges changes);

    /**
     * Does what {@link EntryGroups#delete} does, without blocking.
     *
     * @param key the key
     * @return a stage with how far the deletion had come when it was acknowledged
     */
    CompletionStage<Reach> delete(String key);
}
