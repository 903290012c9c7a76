package dev.holdall.redis.internal.register;

import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Takes what is stored from the buffer of the connection, so that its bytes are copied once. */
final class StoredOutput extends CommandOutput<String, byte[], Stored> {

    StoredOutput() {
        super(Arguments.CODEC, Stored.ABSENT);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        output = bytes == null ? Stored.ABSENT : Stored.parse(bytes);
    }
}
