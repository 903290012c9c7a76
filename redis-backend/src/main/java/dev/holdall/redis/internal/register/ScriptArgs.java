package dev.holdall.redis.internal.register;

import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The arguments of a script on one key. They are written to the connection's buffer as they are; the client library's
 * own arguments would need the value and its header in one array, which is a copy more.
 */
final class ScriptArgs extends CommandArgs<String, byte[]> {

    private static final byte[] LINE_END = {'\r', '\n'};

    /** The last argument, where the script has to look at the server's time. */
    private static final byte[] LOOKS_AT_TIME = {'T'};

    private final PackedEntry entry;
    private final boolean looksAtTime;
    private final byte[][] arguments;

    ScriptArgs(Script script, String key, PackedEntry entry, boolean looksAtTime, byte[]... arguments) {
        super(Arguments.CODEC);
        add(script.hash()).add(1).addKey(key);
        this.entry = entry;
        this.looksAtTime = looksAtTime;
        this.arguments = arguments;
    }

    @Override
    public int count() {
        return super.count() + 1 + arguments.length + (looksAtTime ? 1 : 0);
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
        if (looksAtTime) {
            write(buffer, LOOKS_AT_TIME);
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

    /** Shows no argument. */
    @Override
    public String toString() {
        return "ScriptArgs[" + count() + " arguments]";
    }
}
