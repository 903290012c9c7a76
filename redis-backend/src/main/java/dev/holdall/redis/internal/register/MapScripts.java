package dev.holdall.redis.internal.register;

import java.util.List;

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
            Script.of(true, "maps/found", "maps/above", "maps/delete", "maps/tombstone", "maps/stored"),
            Script.of(true, "maps/found", "maps/revoke", "maps/stored"));

    List<Script> all() {
        return List.of(READ, create, change, touch, delete, revoke);
    }
}
