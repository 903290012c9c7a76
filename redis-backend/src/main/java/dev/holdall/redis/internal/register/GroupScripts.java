package dev.holdall.redis.internal.register;

import java.util.List;
import java.util.stream.Stream;

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
            writing("groups/above", "groups/write", "groups/store", "maps/stored"),
            writing("groups/delete", "groups/above", "groups/deleted", "groups/store", "maps/stored"));

    /** The scripts of a store in several data centres: their records can be merged. */
    static final GroupScripts MERGING = new GroupScripts(
            merging("groups/above", "groups/write", "groups/store"),
            merging("groups/delete", "groups/above", "groups/deleted", "groups/store"));

    /** Reads the record of a group as another data centre gets it. */
    static final Script RECORD = Script.of(false, "groups/found", "groups/merging/record");

    /** Reads what tells one record of a group from another. */
    static final Script DIGEST = Script.of(false, "groups/found", "groups/merging/digest");

    /** Merges another data centre's record with what is stored. */
    static final Script APPLY = writing("maps/merging/tail", "groups/merging/apply", "groups/store", "maps/stored");

    /** Deletes what another data centre's delete deletes. */
    static final Script DELETE_THERE =
            merging("groups/merging/delete_there", "groups/above", "groups/deleted", "groups/store");

    private static Script writing(String... parts) {
        return Script.of(
                true, Stream.concat(Stream.of("groups/found"), Stream.of(parts)).toArray(String[]::new));
    }

    private static Script merging(String... parts) {
        Stream<String> between = Stream.concat(Stream.of("maps/merging/tail"), Stream.of(parts));
        return writing(Stream.concat(between, Stream.of("maps/merging/stored")).toArray(String[]::new));
    }

    List<Script> all() {
        return write == MERGING.write ? List.of(write, delete, RECORD, APPLY, DELETE_THERE) : List.of(write, delete);
    }
}
