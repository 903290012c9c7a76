package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Encodes the arguments of commands in the form that the scripts read. */
public final class Arguments {

    /** Keys are text in UTF-8; all other arguments are bytes already. */
    public static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final byte[] OVER = {'0'};

    /** The lifetime that never ends. */
    public static final byte[] FOREVER = {};

    private Arguments() {}

    /** Encodes a version: its microseconds in eight bytes, the most significant byte first. */
    public static byte[] bytes(Version version) {
        return ByteBuffer.allocate(Long.BYTES).putLong(version.micros()).array();
    }

    /** Encodes a lifetime: its milliseconds in decimal digits, 0 if it is over, and no digits if it never ends. */
    public static byte[] bytes(Lifetime lifetime) {
        if (lifetime.isForever()) {
            return FOREVER;
        }
        return lifetime.isOver() ? OVER : bytes(lifetime.toMillis());
    }

    /** Encodes a number in decimal digits. */
    public static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }
}
