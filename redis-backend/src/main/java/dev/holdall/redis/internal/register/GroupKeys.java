package dev.holdall.redis.internal.register;

/** Names the Redis key of a group. The group, the map and the entry of a key each have a Redis key of their own. */
public final class GroupKeys {

    /** No key of a user contains a control character, so nothing else is under the Redis key of a group. */
    private static final String GROUP = "\u0001group";

    private GroupKeys() {}

    /** Tells whether this is the Redis key of a group. */
    public static boolean isGroup(String redisKey) {
        return redisKey.endsWith(GROUP);
    }

    /** Returns a Redis key without what tells that it is that of a group. */
    public static String plain(String redisKey) {
        return isGroup(redisKey) ? redisKey.substring(0, redisKey.length() - GROUP.length()) : redisKey;
    }

    /** Returns the Redis key of the group that a key has. */
    public static String of(String key) {
        return key + GROUP;
    }
}
