package dev.holdall.internal.groups;

import dev.holdall.Entry;
import dev.holdall.GroupChanges;
import dev.holdall.NewEntry;
import dev.holdall.Operation;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.StoreObserver.Result;
import dev.holdall.Version;
import dev.holdall.internal.clock.VersionClock;
import dev.holdall.internal.dispatch.Dispatch;
import dev.holdall.internal.dispatch.PendingCall;
import dev.holdall.internal.dispatch.Replies;
import dev.holdall.internal.dispatch.Reply;
import dev.holdall.internal.validation.FieldValidation;
import dev.holdall.internal.validation.Validation;
import dev.holdall.internal.verbs.StoreParts;
import dev.holdall.spi.EntryGroupBackend;
import dev.holdall.spi.GroupWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The verbs of groups, written once for the blocking and the asynchronous face. As with the verbs of a store, the verb
 * itself throws an exception for an invalid argument, and the call that it returns reports every other failure.
 */
public final class GroupVerbs {

    private final EntryGroupBackend backend;
    private final Validation validation;
    private final FieldValidation names;
    private final Dispatch dispatch;
    private final VersionClock clock;
    private final Reply<Map<String, StoredEntry>, Map<String, Entry>> entries;

    /**
     * Makes the verbs of a store's groups.
     *
     * @param backend keeps the groups
     */
    public GroupVerbs(StoreParts store, EntryGroupBackend backend) {
        this.backend = backend;
        this.validation = store.validation();
        this.names = validation.fields();
        this.dispatch = store.dispatch();
        this.clock = store.clock();
        this.entries = entries(store.wallClock());
    }

    /** Reads the answer to a read. The clock follows the greatest version. */
    private static Reply<Map<String, StoredEntry>, Map<String, Entry>> entries(InstantSource wallClock) {
        return new Reply<>(
                GroupVerbs::greatest,
                true,
                found -> found.isEmpty() ? Result.ABSENT : Result.OK,
                GroupVerbs::size,
                found -> {
                    Map<String, Entry> entries = new HashMap<>();
                    found.forEach((name, stored) -> entries.put(name, Replies.entry(stored, wallClock)));
                    return entries;
                });
    }

    private static @Nullable Version greatest(Map<String, StoredEntry> found) {
        return found.values().stream()
                .map(StoredEntry::version)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static long size(Map<String, StoredEntry> found) {
        return found.values().stream()
                .mapToLong(stored -> stored.value().length)
                .sum();
    }

    public PendingCall<?, Map<String, Entry>> get(String key, Read read) {
        return read(key, null, read);
    }

    public PendingCall<?, Map<String, Entry>> get(String key, Collection<String> some, Read read) {
        return read(key, names.names(some), read);
    }

    private PendingCall<?, Map<String, Entry>> read(String key, @Nullable Set<String> some, Read read) {
        String stored = validation.key(key);
        Objects.requireNonNull(read, "the kind of read is null");
        return dispatch.request(
                Operation.GET_GROUP, key, stored, 0, deadline -> backend.read(stored, some, read, deadline), entries);
    }

    public PendingCall<?, Version> change(String key, GroupChanges changes) {
        String stored = validation.key(key);
        List<GroupWrite> writes = writes(Objects.requireNonNull(changes, "the changes are null"));
        writes.forEach(write -> follow(stored, write));
        return dispatch.request(
                Operation.CHANGE_GROUP,
                key,
                stored,
                writes.stream().mapToInt(GroupVerbs::size).sum(),
                deadline -> backend.write(stored, clock.next(stored), writes, deadline),
                Replies.WRITTEN);
    }

    /** Makes all later versions of the key, that of this change included, greater than what the write is based on. */
    private void follow(String stored, GroupWrite write) {
        Version seen = write.seen();
        if (seen != null && write.isConditional()) {
            clock.followUpdateOf(stored, seen);
        } else if (seen != null) {
            clock.followRemovalOf(stored, seen);
        }
    }

    private List<GroupWrite> writes(GroupChanges changes) {
        if (changes.byName().isEmpty()) {
            throw new IllegalArgumentException("the changes of a group are empty; name one entry at least");
        }
        List<GroupWrite> writes = new ArrayList<>();
        long bytes = 0;
        for (Map.Entry<String, GroupChanges.Change> change : changes.byName().entrySet()) {
            bytes += names.name(change.getKey());
            GroupWrite write = write(change.getKey(), change.getValue());
            bytes += size(write);
            writes.add(write);
        }
        names.group(writes.size(), bytes);
        return writes;
    }

    private GroupWrite write(String name, GroupChanges.Change change) {
        NewEntry entry = change.entry();
        Version seen = change.seen();
        return new GroupWrite(
                name,
                change.kind(),
                seen == null ? null : validation.updateBase(seen),
                entry == null ? null : validation.value(entry.value()),
                entry == null ? Lifetime.OVER : validation.lifetime(entry.ttl()));
    }

    private static int size(GroupWrite write) {
        byte[] value = write.value();
        return value == null ? 0 : value.length;
    }

    public PendingCall<?, Reach> delete(String key) {
        String stored = validation.key(key);
        return dispatch.request(
                Operation.DELETE_GROUP,
                key,
                stored,
                0,
                deadline -> backend.delete(stored, clock.next(stored), deadline),
                Replies.REACHED);
    }
}
