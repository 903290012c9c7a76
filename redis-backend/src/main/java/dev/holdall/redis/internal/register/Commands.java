package dev.holdall.redis.internal.register;

import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.ScoredValue;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.KeyScanOutput;
import io.lettuce.core.output.ScoredValueListOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the commands that are sent to servers, in the form of the client library. Each command is for one use. */
public final class Commands {

    private Commands() {}

    public static AsyncCommand<String, byte[], Stored> get(String key) {
        return command(CommandType.GET, new StoredOutput(), args().addKey(key));
    }

    /**
     * Reads a map.
     *
     * @param names the names of the fields to read; null for all
     */
    public static AsyncCommand<String, byte[], FoundMap> map(String key, @Nullable Set<String> names) {
        CommandArgs<String, byte[]> args = args().addKey(key);
        if (names != null) {
            args.add(FoundMap.LEASE);
            names.forEach(name -> args.add(name.getBytes(StandardCharsets.UTF_8)));
        }
        return command(names == null ? CommandType.HGETALL : CommandType.HMGET, new FoundMapOutput(names), args);
    }

    public static AsyncCommand<String, byte[], Long> remainingMillis(String key) {
        return command(CommandType.PTTL, new IntegerOutput<>(Arguments.CODEC), args().addKey(key));
    }

    /** Runs the script that the arguments name. */
    static <T> AsyncCommand<String, byte[], T> run(ScriptArgs arguments, CommandOutput<String, byte[], T> output) {
        return command(CommandType.EVALSHA, output, arguments);
    }

    public static AsyncCommand<String, byte[], byte[]> load(Script script) {
        return command(
                CommandType.SCRIPT,
                new ValueOutput<>(Arguments.CODEC),
                args().add(CommandKeyword.LOAD).add(script.text()));
    }

    /**
     * Runs a script without a key. The script then reads and writes nothing: it only shows that the user may run
     * scripts.
     */
    public static AsyncCommand<String, byte[], byte[]> probe(Script script) {
        return command(
                CommandType.EVALSHA,
                new ValueOutput<>(Arguments.CODEC),
                args().add(script.hash()).add(0));
    }

    /** Asks a server for its time: the seconds since 1970, then the microseconds of this second. */
    public static AsyncCommand<String, byte[], List<byte[]>> time() {
        return command(CommandType.TIME, new ValueListOutput<>(Arguments.CODEC), args());
    }

    /** Asks a server for a section of its {@code INFO}. */
    public static AsyncCommand<String, byte[], String> info(String section) {
        return command(CommandType.INFO, new StatusOutput<>(Arguments.CODEC), args().add(section));
    }

    /**
     * Returns the oldest marks of a set.
     *
     * @param from the lowest stamp of marks that are returned
     * @param before the stamp below which marks are returned
     * @param limit how many are returned at most
     */
    public static AsyncCommand<String, byte[], List<ScoredValue<byte[]>>> marks(
            String set, long from, long before, int limit) {
        return command(
                CommandType.ZRANGEBYSCORE,
                new ScoredValueListOutput<>(Arguments.CODEC),
                args().addKey(set)
                        .add(from)
                        .add("(" + before)
                        .add(CommandKeyword.WITHSCORES)
                        .add(CommandKeyword.LIMIT)
                        .add(0)
                        .add(limit));
    }

    /** Returns how many marks a set has. */
    public static AsyncCommand<String, byte[], Long> countMarks(String set) {
        return command(CommandType.ZCARD, new IntegerOutput<>(Arguments.CODEC), args().addKey(set));
    }

    /** Removes the oldest marks of a set, and returns how many it has removed. */
    public static AsyncCommand<String, byte[], Long> dropMarks(String set, long most) {
        return command(
                CommandType.ZREMRANGEBYRANK,
                new IntegerOutput<>(Arguments.CODEC),
                args().addKey(set).add(0).add(most - 1));
    }

    /**
     * Returns some of a server's keys that begin with a prefix.
     *
     * @param cursor where the last answer has ended; {@code 0} at the beginning
     * @param prefix without a character that has a meaning in patterns
     * @param count about how many keys the server looks at
     */
    public static AsyncCommand<String, byte[], KeyScanCursor<String>> scan(String cursor, String prefix, int count) {
        CommandArgs<String, byte[]> args = args().add(cursor);
        if (!prefix.isEmpty()) {
            args.add("MATCH").add(prefix + "*");
        }
        return command(
                CommandType.SCAN,
                new KeyScanOutput<>(Arguments.CODEC),
                args.add("COUNT").add(count));
    }

    /** Adds a mark alone, where a script can't. */
    public static AsyncCommand<String, byte[], Long> mark(String set, String key, long stamp) {
        return mark(args().addKey(set), key, stamp);
    }

    /** Adds a mark, unless the key has one. */
    public static AsyncCommand<String, byte[], Long> markIfUnmarked(String set, String key, long stamp) {
        return mark(args().addKey(set).add("NX"), key, stamp);
    }

    private static AsyncCommand<String, byte[], Long> mark(CommandArgs<String, byte[]> args, String key, long stamp) {
        return command(
                CommandType.ZADD,
                new IntegerOutput<>(Arguments.CODEC),
                args.add(stamp).addValue(key.getBytes(StandardCharsets.UTF_8)));
    }

    /** Takes a lease, if nobody has it; or renews it, if somebody has. The answer is OK, or nothing. */
    public static AsyncCommand<String, byte[], String> lease(
            String key, String holder, Duration length, boolean renew) {
        return command(
                CommandType.SET,
                new StatusOutput<>(Arguments.CODEC),
                args().addKey(key)
                        .addValue(holder.getBytes(StandardCharsets.UTF_8))
                        .add(renew ? "XX" : "NX")
                        .add("PX")
                        .add(length.toMillis()));
    }

    /** Stores a plain string that isn't an entry. */
    public static AsyncCommand<String, byte[], String> put(String key, String text) {
        return command(
                CommandType.SET,
                new StatusOutput<>(Arguments.CODEC),
                args().addKey(key).addValue(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Reads a plain string that isn't an entry. */
    public static AsyncCommand<String, byte[], byte[]> string(String key) {
        return command(CommandType.GET, new ValueOutput<>(Arguments.CODEC), args().addKey(key));
    }

    /**
     * Waits until so many replicas have the writes that were sent before over the same connection. The server answers
     * with the number of replicas that have them.
     */
    public static AsyncCommand<String, byte[], Long> waitForReplicas(int replicas, Duration atMost) {
        return command(
                CommandType.WAIT,
                new IntegerOutput<>(Arguments.CODEC),
                args().add(replicas).add(Math.max(1, atMost.toMillis())));
    }

    private static CommandArgs<String, byte[]> args() {
        return new CommandArgs<>(Arguments.CODEC);
    }

    private static <T> AsyncCommand<String, byte[], T> command(
            CommandType type, CommandOutput<String, byte[], T> output, CommandArgs<String, byte[]> args) {
        return new AsyncCommand<>(new Command<>(type, output, args));
    }
}
