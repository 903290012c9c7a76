package dev.holdall.redis.internal.register;

import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Parses the answer of {@code digest.lua}: milliseconds, then the digest; or a letter alone; or nothing. */
final class DigestOutput extends CommandOutput<String, byte[], RecordDigest> {

    private long remainingMillis;

    DigestOutput() {
        super(Arguments.CODEC, RecordDigest.NO_RECORD);
    }

    @Override
    public void set(long integer) {
        remainingMillis = integer;
    }

    @Override
    public void set(@Nullable ByteBuffer buffer) {
        if (buffer != null) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            output = RecordDigest.of(bytes, remainingMillis);
        }
    }
}
