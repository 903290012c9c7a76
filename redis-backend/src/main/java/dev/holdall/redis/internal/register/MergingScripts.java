package dev.holdall.redis.internal.register;

/**
 * The scripts by which data centres exchange what is stored under a key.
 *
 * @param record reads the record of a key as another data centre gets it
 * @param digest reads what tells one record from another
 * @param apply merges another data centre's record with what is stored
 * @param deleteThere makes another data centre's delete
 * @param asksForTime whether the scripts that write have to be told to ask for the server's time
 */
record MergingScripts(Script record, Script digest, Script apply, Script deleteThere, boolean asksForTime) {

    private static final MergingScripts ENTRIES =
            new MergingScripts(Scripts.RECORD, Scripts.DIGEST, Scripts.APPLY, Scripts.DELETE_THERE, true);
    private static final MergingScripts MAPS =
            new MergingScripts(MapScripts.RECORD, MapScripts.DIGEST, MapScripts.APPLY, MapScripts.DELETE_THERE, false);
    private static final MergingScripts GROUPS = new MergingScripts(
            GroupScripts.RECORD, GroupScripts.DIGEST, GroupScripts.APPLY, GroupScripts.DELETE_THERE, false);

    /** Returns the scripts for what is under this Redis key: an entry, a map or a group. */
    static MergingScripts of(String redisKey) {
        if (GroupKeys.isGroup(redisKey)) {
            return GROUPS;
        }
        return MapKeys.isMap(redisKey) ? MAPS : ENTRIES;
    }
}
