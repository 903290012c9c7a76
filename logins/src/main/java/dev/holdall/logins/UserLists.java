package dev.holdall.logins;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    /** Removes the entry of a login that hasn't begun after all. */
    void remove(String user, String handle) {
        change(user, GroupChanges.builder().remove(handle));
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
     * Puts the marker of an "end all", in place of those that were read, and removes what can't be read.
     *
     * @param kept the handle of the login that stays; {@link UserLogins#KEEPS_NONE} for none
     */
    void putMarker(String user, UserLogins read, String kept) {
        GroupChanges.Builder changes = GroupChanges.builder()
                .put(
                        UserLogins.newMarker(),
                        kept.getBytes(UTF_8),
                        Ttl.of(options.absolute().plus(options.idle())));
        // A login that knows the new marker need not know those before it: they only end what began earlier.
        read.needless().forEach(changes::remove);
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
        Duration idle = options.idle().plus(options.idle().dividedBy(Times.ENTRY_SPARE));
        return Times.ttl(idle.compareTo(longest) < 0 ? idle : longest);
    }
}
