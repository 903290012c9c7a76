package dev.holdall.redis.internal.register;

/**
 * Names the Redis key of a map. The map and the entry of a key are independent of each other, so each has a Redis key
 * of its own.
 */
public final class MapKeys {

    /** No key of a user contains a control character, so no entry and no lock is under the Redis key of a map. */
    private static final String MAP = "\u0001map";

    private MapKeys() {}

    /** Returns the Redis key of the map that a key has. */
    public static String of(String key) {
        return key + MAP;
    }
}
