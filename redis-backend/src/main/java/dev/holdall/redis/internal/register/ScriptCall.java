package dev.holdall.redis.internal.register;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.function.Supplier;

/**
 * A script to run on a key, with its arguments. A call may be sent more than once, each time with a new
 * {@link #command}.
 *
 * @param <T> the type of the script's reply
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
     * Makes the call of a script that writes.
     *
     * @param asksForTime whether the script has to ask for the server's time even if the stored value has a lower
     *     version: see {@link ServerTime}
     * @param entry the entry to store, or only a header for a script that needs only a version
     * @param arguments the arguments after the entry; they must not change afterwards
     */
    public static ScriptCall<byte[]> write(
            Script script, String key, boolean asksForTime, PackedEntry entry, byte[]... arguments) {
        return new ScriptCall<>(
                script,
                key,
                new ScriptArgs(script, key, entry, asksForTime, arguments),
                () -> new ValueOutput<>(Arguments.CODEC));
    }

    /**
     * Makes the call of the script that reads. It passes the greatest version, so that for an ordinary value the script
     * needn't ask for the server's time.
     */
    public static ScriptCall<Found> read(String key) {
        PackedEntry anyVersion = PackedEntry.header(ServerTime.HIGHEST_LIMIT);
        return new ScriptCall<>(
                Scripts.READ, key, new ScriptArgs(Scripts.READ, key, anyVersion, false), FoundOutput::new);
    }

    public Script script() {
        return script;
    }

    public String key() {
        return key;
    }

    /** Makes a command that sends this call once. */
    public AsyncCommand<String, byte[], T> command() {
        return Commands.run(arguments, output.get());
    }
}
