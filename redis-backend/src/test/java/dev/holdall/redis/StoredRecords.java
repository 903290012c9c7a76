package dev.holdall.redis;

import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.SetArgs;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Stores records in a server as the scripts do, and reads all that a server has. */
public final class StoredRecords {

    private static final int HEADER_BYTES = 16;
    private static final int END_BYTES = 8;

    private StoredRecords() {}

    public static byte[] packed(char kind, long version, String value) {
        byte[] bytes = Stores.bytes(value);
        return ByteBuffer.allocate(HEADER_BYTES + bytes.length)
                .put(new byte[] {(byte) 0xFE, 'h', 1, (byte) kind})
                .putInt(bytes.length)
                .putLong(version)
                .put(bytes)
                .array();
    }

    /** Packs an entry whose string stays after it has ended. */
    public static byte[] packedUntil(long endMillis, long version, String value) {
        byte[] ordinary = packed('U', version, value);
        return ByteBuffer.allocate(ordinary.length + END_BYTES)
                .put(ordinary, 0, HEADER_BYTES)
                .putLong(endMillis)
                .put(ordinary, HEADER_BYTES, ordinary.length - HEADER_BYTES)
                .array();
    }

    /** Stores bytes for so long; for ever if the lifetime is 0. */
    public static void store(RedisServer server, String key, byte[] bytes, long lifetimeMillis) {
        if (lifetimeMillis == 0) {
            server.admin().set(key, bytes);
        } else {
            server.admin().set(key, bytes, SetArgs.Builder.px(lifetimeMillis));
        }
    }

    /** Reads the record of a key as other data centres get it; null if nothing is stored. */
    public static @Nullable ByteBuffer record(RedisServer server, String key) {
        byte[] bytes = server.admin().get(key);
        if (bytes == null || bytes.length < HEADER_BYTES + END_BYTES || bytes[3] != 'U') {
            return bytes == null ? null : ByteBuffer.wrap(bytes);
        }
        ByteBuffer stored = ByteBuffer.wrap(bytes);
        boolean ended = stored.getLong(HEADER_BYTES) <= System.currentTimeMillis();
        long version = stored.getLong(8);
        byte[] value = Arrays.copyOfRange(bytes, HEADER_BYTES + END_BYTES, bytes.length);
        return ByteBuffer.wrap(ended ? packed('D', version, "") : packed('V', version, Stores.text(value)));
    }

    /** Dumps all keys of a server. */
    public static Map<String, String> all(RedisServer server) {
        Map<String, String> all = new TreeMap<>();
        server.admin()
                .keys("*")
                .forEach(key -> all.put(key, Arrays.toString(server.admin().dump(key))));
        return all;
    }
}
