package dev.holdall.redis.internal.register;

import io.lettuce.core.protocol.CommandArgs;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The arguments of a script on a key. They are written directly to the connection's buffer. The client library's own
 * arguments would need header and value in one array, which would cost another copy.
 */
final class ScriptArgs extends CommandArgs<String, byte[]> {

    private static final byte[] LINE_END = {'\r', '\n'};

    /** The last argument of a script that has to ask for the server's time. */
    private static final byte[] ASKS_FOR_TIME = {'T'};

    private final Script script;
    private final List<String> keys;
    private final PackedEntry entry;
    private final boolean asksForTime;
    private final List<byte[]> arguments;

    /**
     * Makes the arguments.
     *
     * @param keys the key; then the sets of marks, if the script marks the key
     * @param asksForTime whether the script has to ask for the server's time in any case: see {@link ServerTime}
     */
    ScriptArgs(Script script, List<String> keys, PackedEntry entry, boolean asksForTime, List<byte[]> arguments) {
        super(Arguments.CODEC);
        add(script.hash()).add(keys.size()).addKeys(keys);
        this.script = script;
        this.keys = keys;
        this.entry = entry;
        this.asksForTime = asksForTime;
        this.arguments = arguments;
    }

    /** Returns the same arguments without the sets of marks and the stamp, so that the script marks nothing. */
    ScriptArgs withoutMarks() {
        List<byte[]> withoutStamp = new ArrayList<>(arguments);
        withoutStamp.set(arguments.size() - 1, Merging.NO_STAMP);
        return new ScriptArgs(script, keys.subList(0, 1), entry, asksForTime, withoutStamp);
    }

    Script script() {
        return script;
    }

    String key() {
        return keys.get(0);
    }

    List<String> marks() {
        return keys.subList(1, keys.size());
    }

    PackedEntry entry() {
        return entry;
    }

    @Override
    public int count() {
        return super.count() + 1 + arguments.size() + (asksForTime ? 1 : 0);
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
