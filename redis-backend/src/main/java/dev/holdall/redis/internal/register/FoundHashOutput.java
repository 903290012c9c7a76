package dev.holdall.redis.internal.register;

import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Parses the answer of {@code HGETALL}, which has a name before each field; that of {@code HMGET}, which has the fields
 * in the order of the names; and that of {@code maps/read.lua}, which has the server's time before one of the two.
 */
class FoundHashOutput<T extends FoundHash> extends CommandOutput<String, byte[], T> {

    /** The names whose fields haven't come yet; null if the answer has the names. */
    private final @Nullable Iterator<String> names;

    /** The name of the field that follows; null if a name follows. */
    private @Nullable String name;

    /**
     * Prepares to parse an answer.
     *
     * @param found takes what is parsed; the output of this command
     * @param names the names that were asked for after that of the lease; null for all fields
     */
    FoundHashOutput(T found, @Nullable Set<String> names) {
        super(Arguments.CODEC, found);
        this.names = names == null
                ? null
                : Stream.concat(Stream.of(FoundMap.LEASE), names.stream()).iterator();
    }

    @Override
    public void set(long integer) {
        output.readAt(integer);
    }

    @Override
    public void set(@Nullable ByteBuffer bytes) {
        String current = names == null ? name : names.next();
        if (current == null) {
            name = bytes == null ? null : StandardCharsets.UTF_8.decode(bytes).toString();
            return;
        }
        name = null;
        if (bytes != null) {
            output.add(current, bytes);
        }
    }
}
