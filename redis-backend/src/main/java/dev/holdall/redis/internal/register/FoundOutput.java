package dev.holdall.redis.internal.register;

import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Parses the answer of {@code read.lua} in the connection's buffer: milliseconds, then the stored value; or nothing.
 */
final class FoundOutput extends CommandOutput<String, byte[], Found> {

    private long remainingMillis;

    FoundOutput() {
        super(Arguments.CODEC, Found.NOTHING);
    }

    @Override
    public void set(long integer) {
        remainingMillis = integer;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        output = bytes == null ? Found.NOTHING : new Found(Stored.parse(bytes), remainingMillis);
    }
}
