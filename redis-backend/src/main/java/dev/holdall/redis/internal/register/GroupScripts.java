package dev.holdall.redis.internal.register;

import java.util.List;

/**
 * The scripts of a store's groups, each on one key. They begin with {@code groups/found.lua}, which reads the group. A
 * group is read by the script that reads a map, too.
 *
 * @param write puts, updates and removes entries
 * @param delete deletes all entries
 */
record GroupScripts(Script write, Script delete) {

    /** The scripts of a store in one data centre. */
    static final GroupScripts ONE_DATA_CENTRE = new GroupScripts(
            Script.of(true, "groups/found", "groups/above", "groups/write", "groups/store", "maps/stored"),
            Script.of(true, "groups/found", "groups/above", "groups/delete", "groups/store", "maps/stored"));

    List<Script> all() {
        return List.of(write, delete);
    }
}
