package dev.holdall.redis.internal.register;

/**
 * Names the Redis key of a map. The map and the entry of a key are independent of each other, so each has a Redis key
 * of its own.
 */
public final class MapKeys {

    /** No key of a user contains a control character, so no entry and no lock is under the Redis key of a map. */
    private static final String MAP = "\u0001map";

    private MapKeys() {}

    /** Tells whether this is the Redis key of a map. */
    public static boolean isMap(String redisKey) {
        return redisKey.endsWith(MAP);
    }

    /** Returns a Redis key without what tells that it is that of a map. */
    public static String plain(String redisKey) {
        return isMap(redisKey) ? redisKey.substring(0, redisKey.length() - MAP.length()) : redisKey;
    }

    /** Returns the Redis key of the map that a key has. */
    public static String of(String key) {
        return key + MAP;
    }
}
