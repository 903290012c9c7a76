package dev.holdall.redis.internal.register;

/** Names the Redis key of a group. The group, the map and the entry of a key each have a Redis key of their own. */
public final class GroupKeys {

    /** No key of a user contains a control character, so nothing else is under the Redis key of a group. */
    private static final String GROUP = "\u0001group";

    private GroupKeys() {}

    /** Returns the Redis key of the group that a key has. */
    public static String of(String key) {
        return key + GROUP;
    }
}
