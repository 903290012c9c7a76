package dev.holdall.redis.internal.register;

import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The arguments of a script on one key. They are written directly to the connection's buffer. The client library's own
 * arguments would need header and value in one array, which would cost another copy.
 */
final class ScriptArgs extends CommandArgs<String, byte[]> {

    private static final byte[] LINE_END = {'\r', '\n'};

    /** The last argument of a script that has to ask for the server's time. */
    private static final byte[] ASKS_FOR_TIME = {'T'};

    private final PackedEntry entry;
    private final boolean asksForTime;
    private final byte[][] arguments;

    ScriptArgs(Script script, String key, PackedEntry entry, boolean asksForTime, byte[]... arguments) {
        super(Arguments.CODEC);
        add(script.hash()).add(1).addKey(key);
        this.entry = entry;
        this.asksForTime = asksForTime;
        this.arguments = arguments;
    }

    @Override
    public int count() {
        return super.count() + 1 + arguments.length + (asksForTime ? 1 : 0);
    }

    @Override
    public void encode(ByteBuf buffer) {
        super.encode(buffer);
        writeLength(buffer, entry.size());
        entry.writeTo(buffer);
        buffer.writeBytes(LINE_END);
        for (byte[] argument : arguments) {
            write(buffer, argument);
        }
        if (asksForTime) {
            write(buffer, ASKS_FOR_TIME);
        }
    }

    private static void write(ByteBuf buffer, byte[] argument) {
        writeLength(buffer, argument.length);
        buffer.writeBytes(argument).writeBytes(LINE_END);
    }

    private static void writeLength(ByteBuf buffer, int length) {
        buffer.writeByte('$');
        buffer.writeCharSequence(Integer.toString(length), StandardCharsets.US_ASCII);
        buffer.writeBytes(LINE_END);
    }

    /** Shows no arguments, since they contain the key and the value. */
    @Override
    public String toString() {
        return "ScriptArgs[" + count() + " arguments]";
    }
}
