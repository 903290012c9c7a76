package dev.holdall.redis.internal.register;

import dev.holdall.spi.Lifetime;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A script to run on a key, with its arguments. A call may be sent more than once, each time with a new
 * {@link #command}. {@link Calls} makes the calls.
 *
 * @param <T> the type of the script's reply
 */
public final class ScriptCall<T> {

    /** The stamp of a call that marks nothing. */
    static final long NO_STAMP = 0;

    private final ScriptArgs arguments;
    private final long stamp;
    private final @Nullable Lifetime lifetime;
    private final Supplier<CommandOutput<String, byte[], T>> output;

    ScriptCall(
            ScriptArgs arguments,
            long stamp,
            @Nullable Lifetime lifetime,
            Supplier<CommandOutput<String, byte[], T>> output) {
        this.arguments = arguments;
        this.stamp = stamp;
        this.lifetime = lifetime;
        this.output = output;
    }

    public Script script() {
        return arguments.script();
    }

    public String key() {
        return arguments.key();
    }

    /** Returns the entry that the script is given, or only a header. */
    public PackedEntry entry() {
        return arguments.entry();
    }

    /** Returns the lifetime with which the script stores the entry as it is given; null for every other script. */
    public @Nullable Lifetime lifetime() {
        return lifetime;
    }

    /** Returns the sets of marks that the script has beside the key; none in one data centre. */
    public List<String> marks() {
        return arguments.marks();
    }

    /** Tells whether the script adds the key to the sets of marks. If not, it only reads them. */
    public boolean marksKey() {
        return stamp != NO_STAMP;
    }

    /** Returns the stamp of the marks. */
    public long stamp() {
        return stamp;
    }

    /** Returns the same call without marks, for a node that doesn't have the sets of marks. */
    public ScriptCall<T> withoutMarks() {
        return new ScriptCall<>(arguments.withoutMarks(), stamp, lifetime, output);
    }

    /** Makes a command that sends this call once. */
    public AsyncCommand<String, byte[], T> command() {
        return Commands.run(arguments, output.get());
    }
}
