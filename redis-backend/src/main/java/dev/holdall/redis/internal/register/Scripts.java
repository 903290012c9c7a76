package dev.holdall.redis.internal.register;

import java.util.List;
import java.util.stream.Stream;

/**
 * The scripts of a store, each on one key. Each begins with {@code found.lua}, which reads the stored header, and most
 * end with a {@code put.lua}, which stores.
 *
 * @param write stores in any case
 * @param update stores if what is stored has a version no later than the one seen
 * @param writeIfAbsent stores if there is no entry
 * @param writeIfUnchanged stores if what is stored has the version seen
 * @param touch gives an entry another lifetime
 * @param delete stores the tombstone of a delete
 * @param revoke stores the tombstone of a revocation
 * @param increment adds to a counter
 */
public record Scripts(
        Script write,
        Script update,
        Script writeIfAbsent,
        Script writeIfUnchanged,
        Script touch,
        Script delete,
        Script revoke,
        Script increment) {

    /** Reads an entry with its lifetime. It is the same for all stores. */
    public static final Script READ = Script.of(false, "found", "read");

    /** The scripts of a store in one data centre. */
    public static final Scripts ONE_DATA_CENTRE = new Scripts(
            Script.of(true, "found", "write", "put"),
            Script.of(true, "found", "update", "put"),
            Script.of(true, "found", "write_if_absent", "put"),
            Script.of(true, "found", "write_if_unchanged", "put"),
            Script.of(true, "found", "touch", "put"),
            Script.of(true, "found", "delete", "put"),
            Script.of(true, "found", "revoke"),
            Script.of(true, "found", "increment", "put"));

    /** The scripts of a store in several data centres: their records can be merged. */
    public static final Scripts MERGING = new Scripts(
            Script.of(true, "found", "write", "merging/put"),
            Script.of(true, "found", "merging/update", "merging/put"),
            Script.of(true, "found", "write_if_absent", "merging/put"),
            Script.of(true, "found", "write_if_unchanged", "merging/put"),
            Script.of(true, "found", "merging/touch", "merging/put"),
            Script.of(true, "found", "merging/delete", "merging/put"),
            Script.of(true, "found", "merging/revoke"),
            Script.of(true, "found", "increment", "merging/put"));

    /** Reads a record as another data centre gets it. */
    public static final Script RECORD = Script.of(false, "found", "merging/record");

    /** Reads what tells one record of a key from another. */
    public static final Script DIGEST = Script.of(false, "found", "merging/digest");

    /** Stores another data centre's record if it is greater than what is stored. */
    public static final Script APPLY = Script.of(true, "found", "merging/apply", "merging/put");

    /** Stores the tombstone of another data centre's delete. */
    static final Script DELETE_THERE = Script.of(true, "found", "merging/delete_there", "merging/put");

    /**
     * Removes marks of records that another data centre has confirmed. It doesn't wait for replicas: if they lose the
     * removal, the record is only sent once more.
     */
    public static final Script CONFIRM = Script.of(false, "merging/confirm");

    /** Returns all scripts that this store runs. */
    public List<Script> all() {
        Stream<Script> own =
                Stream.of(READ, write, update, writeIfAbsent, writeIfUnchanged, touch, delete, revoke, increment);
        // A record's own equals would keep the class loader of an application that is undeployed.
        boolean merging = update == MERGING.update;
        Stream<Script> more = merging ? Stream.of(RECORD, APPLY, DELETE_THERE, CONFIRM) : Stream.of();
        MapScripts maps = merging ? MapScripts.MERGING : MapScripts.ONE_DATA_CENTRE;
        GroupScripts groups = merging ? GroupScripts.MERGING : GroupScripts.ONE_DATA_CENTRE;
        return Stream.of(own, more, maps.all().stream(), groups.all().stream())
                .flatMap(scripts -> scripts)
                .toList();
    }
}
