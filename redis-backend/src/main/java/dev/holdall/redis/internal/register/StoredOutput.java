package dev.holdall.redis.internal.register;

import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Parses a stored string in the connection's buffer, so that its bytes are copied only once. */
final class StoredOutput extends CommandOutput<String, byte[], Stored> {

    StoredOutput() {
        super(Arguments.CODEC, Stored.ABSENT);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        output = bytes == null ? Stored.ABSENT : Stored.parse(bytes);
    }
}
