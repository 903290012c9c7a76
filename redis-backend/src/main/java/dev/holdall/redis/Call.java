package dev.holdall.redis;

import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.function.Supplier;

/**
 * A script to run on a key, with its arguments.
 *
 * @param <T> what it answers with
 */
final class Call<T> {

    private final Script script;
    private final String key;
    private final long reach;
    private final byte[][] arguments;
    private final Supplier<CommandOutput<String, byte[], T>> output;

    private Call(
            Script script,
            String key,
            long reach,
            byte[][] arguments,
            Supplier<CommandOutput<String, byte[], T>> output) {
        this.script = script;
        this.key = key;
        this.reach = reach;
        this.arguments = arguments;
        this.output = output;
    }

    /**
     * A script that writes.
     *
     * @param reach the greatest version for which the script needn't look at the server's time: see {@link ServerTime}
     * @param arguments not to be changed
     */
    static Call<byte[]> write(Script script, String key, long reach, byte[]... arguments) {
        return new Call<>(script, key, reach, arguments, () -> new ValueOutput<>(Commands.CODEC));
    }

    /** The script that reads: of a value, it needs no time. */
    static Call<Found> read(String key) {
        return new Call<>(Script.READ, key, ServerTime.FULL_REACH, new byte[0][], FoundOutput::new);
    }

    Script script() {
        return script;
    }

    String key() {
        return key;
    }

    /** A command for it, for one use. */
    AsyncCommand<String, byte[], T> command() {
        return Commands.run(script, key, output.get(), reach, arguments);
    }
}
