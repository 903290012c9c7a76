package dev.holdall.redis.internal.register;

import java.util.List;
import java.util.stream.Stream;

/**
 * The scripts of a store's maps, each on one key. Those that write begin with {@code maps/found.lua}, which reads the
 * lease.
 *
 * @param create stores a new map
 * @param change stores fields of the map that was seen
 * @param touch gives a map another lifetime
 * @param delete stores the tombstone of a delete
 * @param revoke stores the tombstone of a revocation
 */
record MapScripts(Script create, Script change, Script touch, Script delete, Script revoke) {

    /** Reads a map together with the server's time. */
    static final Script READ = Script.of(false, "maps/read");

    /** The scripts of a store in one data centre. */
    static final MapScripts ONE_DATA_CENTRE = new MapScripts(
            Script.of(true, "maps/found", "maps/above", "maps/create", "maps/tombstone", "maps/stored"),
            Script.of(true, "maps/found", "maps/change", "maps/stored"),
            Script.of(true, "maps/found", "maps/touch", "maps/tombstone", "maps/stored"),
            Script.of(true, "maps/found", "maps/delete", "maps/above", "maps/tombstone", "maps/stored"),
            Script.of(true, "maps/found", "maps/revoke", "maps/stored"));

    /** The scripts of a store in several data centres: their records can be merged. */
    static final MapScripts MERGING = new MapScripts(
            merging("merging/above", "merging/least", "create", "tombstone", "merging/stored"),
            merging("change", "merging/stored"),
            merging("merging/touch", "merging/least", "merging/lease", "tombstone", "merging/stored"),
            merging("merging/delete", "merging/above", "tombstone", "merging/stored"),
            merging("merging/revoke", "merging/stored"));

    /** Reads the record of a map as another data centre gets it. */
    static final Script RECORD = Script.of(false, "maps/found", "maps/merging/record");

    /** Reads what tells one record of a map from another. */
    static final Script DIGEST = Script.of(false, "maps/found", "maps/merging/digest");

    /** Merges another data centre's record with what is stored. */
    static final Script APPLY = merging("merging/apply");

    /** Stores the tombstone of another data centre's delete. */
    static final Script DELETE_THERE = merging("merging/delete_there", "merging/above", "tombstone", "merging/stored");

    private static Script merging(String... parts) {
        return Script.of(
                true,
                Stream.concat(Stream.of("found", "merging/tail"), Stream.of(parts))
                        .map(part -> "maps/" + part)
                        .toArray(String[]::new));
    }

    List<Script> all() {
        Stream<Script> own = Stream.of(READ, create, change, touch, delete, revoke);
        return change == MERGING.change
                ? Stream.concat(own, Stream.of(RECORD, APPLY, DELETE_THERE)).toList()
                : own.toList();
    }
}
