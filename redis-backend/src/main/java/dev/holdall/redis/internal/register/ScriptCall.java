package dev.holdall.redis.internal.register;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.function.Supplier;

/**
 * A script to run on a key, with its arguments. May be sent more than once.
 *
 * @param <T> what the script answers with
 */
public final class ScriptCall<T> {

    private final Script script;
    private final ScriptArgs arguments;
    private final String key;
    private final Supplier<CommandOutput<String, byte[], T>> output;

    private ScriptCall(
            Script script, String key, ScriptArgs arguments, Supplier<CommandOutput<String, byte[], T>> output) {
        this.script = script;
        this.key = key;
        this.arguments = arguments;
        this.output = output;
    }

    /**
     * A script that writes.
     *
     * @param looksAtTime whether it has to look at the server's time also where a value of a lower version is there:
     *     see {@link ServerTime}
     * @param entry what is stored, or the header alone of which a script needs the version
     * @param arguments those that follow it; not to be changed
     */
    public static ScriptCall<byte[]> write(
            Script script, String key, boolean looksAtTime, PackedEntry entry, byte[]... arguments) {
        return new ScriptCall<>(
                script,
                key,
                new ScriptArgs(script, key, entry, looksAtTime, arguments),
                () -> new ValueOutput<>(Arguments.CODEC));
    }

    /** The script that reads. Of a value, it needs no time. */
    public static ScriptCall<Found> read(String key) {
        PackedEntry anyVersion = PackedEntry.header(ServerTime.FULL_REACH);
        return new ScriptCall<>(
                Script.READ, key, new ScriptArgs(Script.READ, key, anyVersion, false), FoundOutput::new);
    }

    public Script script() {
        return script;
    }

    public String key() {
        return key;
    }

    /** A command for it, for one use. */
    public AsyncCommand<String, byte[], T> command() {
        return Commands.run(arguments, output.get());
    }
}
