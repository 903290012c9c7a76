package dev.holdall.logins;

import dev.holdall.EntryGroups;
import dev.holdall.GroupChanges;
import dev.holdall.Read;
import dev.holdall.Ttl;
import dev.holdall.logins.internal.LoginEntry;
import dev.holdall.logins.internal.Secrets;
import dev.holdall.logins.internal.UserLogins;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Reads and writes the lists of users: a group of entries for each user. Thread-safe. */
final class UserLists {

    private final EntryGroups groups;
    private final LoginOptions options;

    UserLists(EntryGroups groups, LoginOptions options) {
        this.groups = groups;
        this.options = options;
    }

    UserLogins read(String user, Read read) {
        return new UserLogins(groups.get(Secrets.groupKey(user), read));
    }

    /** Puts the entry of a new login. */
    void put(String user, String handle, LoginEntry entry, Instant now) {
        change(user, GroupChanges.builder().put(handle, entry.encode(), ttl(entry, now)));
    }

    /** Replaces an entry that was read, unless somebody else has changed or removed it since. */
    void update(String user, String handle, LoginEntry entry, Instant now) {
        change(user, GroupChanges.builder().update(handle, entry.version(), entry.encode(), ttl(entry, now)));
    }

    /** Notes when a login was seen. The note loses to every other change of the entry. */
    void note(String user, String handle, LoginEntry entry, Instant now) {
        change(user, GroupChanges.builder().refresh(handle, entry.version(), entry.encode(), ttl(entry, now)));
    }

    /** Removes entries that were read, by handle. */
    void remove(String user, Map<String, LoginEntry> entries) {
        if (!entries.isEmpty()) {
            GroupChanges.Builder changes = GroupChanges.builder();
            entries.forEach((handle, entry) -> changes.remove(handle, entry.version()));
            change(user, changes);
        }
    }

    /**
     * Puts the marker of a new "end all", in place of those that were read. Whoever knows the new one need not know
     * these: they only end what began before.
     *
     * @param kept entries that know the new marker and so stay valid, by handle
     */
    void putMarker(String user, UserLogins read, Map<String, LoginEntry> kept, Instant now) {
        String marker = UserLogins.newMarker();
        GroupChanges.Builder changes = GroupChanges.builder()
                .put(marker, new byte[0], Ttl.of(options.absolute().plus(options.idle())));
        read.markers().forEach(changes::remove);
        kept.forEach((handle, entry) -> changes.update(
                handle, entry.version(), entry.knowing(Set.of(marker)).encode(), ttl(entry, now)));
        change(user, changes);
    }

    private void change(String user, GroupChanges.Builder changes) {
        groups.change(Secrets.groupKey(user), changes.build());
    }

    /**
     * Returns how long an entry lives: somewhat longer than its session, which is given its life anew after the entry,
     * and not beyond the absolute end.
     */
    private Ttl ttl(LoginEntry entry, Instant now) {
        Duration longest = Duration.between(now, entry.absoluteEnd());
        Duration idle = options.idle().multipliedBy(6).dividedBy(5);
        return Times.ttl(idle.compareTo(longest) < 0 ? idle : longest);
    }
}
