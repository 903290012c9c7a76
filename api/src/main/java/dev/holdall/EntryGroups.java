package dev.holdall;

import java.util.Collection;
import java.util.Map;

/**
 * Groups of entries under the keys of a store: each key has a group of named entries, which are read together, and of
 * which each has a version and a TTL of its own. A group is a list that several requests, and several data centres,
 * extend at once without losing an entry: the logins of a user, the devices of an account.
 *
 * <p>{@link SessionStore#groups()} gives access to the groups. They share the store's backend, options, observers and
 * life; closing the store closes them. A group, an entry ({@link SessionStore#set}), a map ({@link SessionMaps}) and a
 * lock under one key are independent of each other.
 *
 * <p><b>A group is not created, and does not end.</b> It is there as long as one of its entries is. So two data centres
 * that put the first entries of a group while they are cut off from each other both keep theirs. (A map has one
 * creation, and one end: of two maps that are created at once, one stays.)
 *
 * <p><b>Each entry is a register of its own.</b> Of several writes of one entry the one with the greater version stays,
 * the same one everywhere. All changes of one {@link #change} take effect together: no reader sees some of them.
 *
 * <p><b>Bounds.</b> Keys, values and TTLs are as in {@link SessionStore}, and names as those of the fields of a map
 * ({@link SessionMaps#MAX_NAME_BYTES}). One call changes at most {@link SessionMaps#MAX_FIELDS} entries, whose names
 * and values have together at most {@link Traits#maxValueBytes()} bytes. A group has no bound of its own, because
 * nobody knows its size without reading it. It is read as a whole, so an application keeps it small: some hundred
 * entries.
 *
 * <p><b>Failures</b> are those of {@link SessionStore}, and a failure is never reported as an absence. This interface
 * is thread-safe. Applications don't implement it, because methods may be added to it. (Contract: GRP-01 to GRP-14.)
 */
public interface EntryGroups {

    /**
     * Reads all entries of a group from the local data centre.
     *
     * @param key the key
     * @return the entries by name, in no particular order, which the caller may keep and change; empty if the key has
     *     none
     */
    default Map<String, Entry> get(String key) {
        return get(key, Read.LOCAL);
    }

    /**
     * Reads all entries of a group. (Contract: GRP-02.)
     *
     * @param key the key
     * @param read how fresh the entries have to be
     * @return the entries by name, in no particular order, which the caller may keep and change; empty if the key has
     *     none
     */
    Map<String, Entry> get(String key, Read read);

    /**
     * Reads some entries of a group from the local data centre.
     *
     * @param key the key
     * @param names the names of the entries
     * @return those of these entries that the group has, by name
     */
    default Map<String, Entry> get(String key, Collection<String> names) {
        return get(key, names, Read.LOCAL);
    }

    /**
     * Reads some entries of a group. (Contract: GRP-02.)
     *
     * @param key the key
     * @param names the names of the entries
     * @param read how fresh the entries have to be
     * @return those of these entries that the group has, by name
     */
    Map<String, Entry> get(String key, Collection<String> names, Read read);

    /**
     * Puts, updates and removes entries of a group, all in one request to the backend, and all at once. Entries that
     * the changes don't name stay as they are. (Contract: GRP-03 to GRP-10.)
     *
     * @param key the key
     * @param changes the changes
     * @return the version that entries were put with, which is above that of every update of this call. To base an
     *     update on it is right for an entry that was put, and for no other: an entry that was updated has to be read
     *     first.
     */
    Version change(String key, GroupChanges changes);

    /**
     * Deletes all entries of a group, as {@link SessionStore#delete} deletes an entry. Entries may be put afterwards.
     * (Contract: GRP-11.)
     *
     * @param key the key
     * @return how far the deletion had come when it was acknowledged, whether or not the group had entries
     */
    Reach delete(String key);

    /**
     * Returns the asynchronous face of these groups.
     *
     * @return the asynchronous face, always the same
     */
    AsyncEntryGroups async();
}
