package dev.holdall.redis.internal.register;

import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Parses the answer of {@code record.lua}: milliseconds, then the record; or a letter alone; or nothing. */
final class RecordOutput extends CommandOutput<String, byte[], RecordReply> {

    private long remainingMillis;

    RecordOutput() {
        super(Arguments.CODEC, RecordReply.NOTHING);
    }

    @Override
    public void set(long integer) {
        remainingMillis = integer;
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        if (bytes == null) {
            output = RecordReply.NOTHING;
        } else if (bytes.remaining() < Stored.HEADER_BYTES) {
            output = RecordReply.corrupt(bytes.get() == 'L');
        } else {
            byte[] packed = new byte[bytes.remaining()];
            bytes.get(packed);
            output = RecordReply.of(new PackedRecord(packed, remainingMillis).inOrder());
        }
    }
}
