package dev.holdall.spi;

import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.Version;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the groups of a store, beside its entries and maps. {@link SessionBackend#groups()} returns it. A group, a map
 * and an entry of the same key are independent of each other.
 *
 * <p>The store has done the same for each argument as it does for {@link SessionBackend}. What that interface says
 * about stages, deadlines, failures and bytes holds here too.
 *
 * <p>Each entry of a group is a register, as an entry of a store is: of two writes, the one with the greater version
 * wins. A deletion of the group wins over what isn't above it. A backend that compares versions remembers enough of
 * entries that are gone, so that an entry that is put again has a version above all that the name had before.
 */
public interface EntryGroupBackend {

    /**
     * Reads entries of a group.
     *
     * @param key the key
     * @param names the names of the entries to return; null for all of them
     * @param read how fresh the answer has to be
     * @param deadline the moment until which the call waits for the answer
     * @return the entries that are there, by name, each with its remaining lifetime
     */
    CompletionStage<Map<String, StoredEntry>> read(
            String key, @Nullable Set<String> names, Read read, Deadline deadline);

    /**
     * Writes entries of a group in one request, so that a reader sees either all of the writes or none.
     *
     * @param key the key
     * @param version the version of the puts and removals. A backend that compares versions raises it above those of
     *     the entries that they replace, if it isn't yet.
     * @param writes what to write, each name once
     * @param deadline the moment until which the call waits for the answer
     * @return the version of the puts and removals as they were written
     */
    CompletionStage<Version> write(String key, Version version, List<GroupWrite> writes, Deadline deadline);

    /**
     * Deletes all entries of a group, as {@link SessionBackend#delete} deletes an entry.
     *
     * @param key the key
     * @param version the version to delete with, or the least version for a backend that compares versions
     * @param deadline the moment until which the call waits for the answer
     * @return how far the deletion had come when it was acknowledged
     */
    CompletionStage<Reach> delete(String key, Version version, Deadline deadline);
}
