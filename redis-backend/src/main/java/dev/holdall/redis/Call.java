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

    private static final byte[][] ANY_VERSION = {Stored.header(ServerTime.FULL_REACH)};

    private final Script script;
    private final String key;
    private final boolean looksAtTime;
    private final byte[][] arguments;
    private final Supplier<CommandOutput<String, byte[], T>> output;

    private Call(
            Script script,
            String key,
            boolean looksAtTime,
            byte[][] arguments,
            Supplier<CommandOutput<String, byte[], T>> output) {
        this.script = script;
        this.key = key;
        this.looksAtTime = looksAtTime;
        this.arguments = arguments;
        this.output = output;
    }

    /**
     * A script that writes.
     *
     * @param looksAtTime whether it has to look at the server's time also where a value of a lower version is there: see {@link
     *     ServerTime}
     * @param arguments the first begins as what is stored does, with the version asked for; not to be changed
     */
    static Call<byte[]> write(Script script, String key, boolean looksAtTime, byte[]... arguments) {
        return new Call<>(script, key, looksAtTime, arguments, () -> new ValueOutput<>(Commands.CODEC));
    }

    /** The script that reads: of a value, it needs no time. */
    static Call<Found> read(String key) {
        return new Call<>(Script.READ, key, false, ANY_VERSION, FoundOutput::new);
    }

    Script script() {
        return script;
    }

    String key() {
        return key;
    }

    /** A command for it, for one use. */
    AsyncCommand<String, byte[], T> command() {
        return Commands.run(script, key, output.get(), looksAtTime, arguments);
    }
}
