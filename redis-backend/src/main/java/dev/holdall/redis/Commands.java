package dev.holdall.redis;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.IntegerOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandKeyword;
import io.lettuce.core.protocol.CommandType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Puts commands into the client library's form. Each is for one use. */
final class Commands {

    static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private static final byte[] OVER = {'0'};
    private static final byte[] FOREVER = {};

    private Commands() {}

    static AsyncCommand<String, byte[], Stored> get(String key) {
        return command(CommandType.GET, new StoredOutput(), args().addKey(key));
    }

    static AsyncCommand<String, byte[], Long> remainingMillis(String key) {
        return command(CommandType.PTTL, new IntegerOutput<>(CODEC), args().addKey(key));
    }

    /** Runs the script that the arguments name. */
    static <T> AsyncCommand<String, byte[], T> run(ScriptArgs arguments, CommandOutput<String, byte[], T> output) {
        return command(CommandType.EVALSHA, output, arguments);
    }

    static AsyncCommand<String, byte[], byte[]> load(Script script) {
        return command(
                CommandType.SCRIPT,
                new ValueOutput<>(CODEC),
                args().add(CommandKeyword.LOAD).add(script.text()));
    }

    /** Runs a script on no key, which tells only that it may be run. */
    static AsyncCommand<String, byte[], byte[]> probe(Script script) {
        return command(
                CommandType.EVALSHA,
                new ValueOutput<>(CODEC),
                args().add(script.hash()).add(0));
    }

    /** What a server says of itself. */
    static AsyncCommand<String, byte[], String> info(String section) {
        return command(CommandType.INFO, new StatusOutput<>(CODEC), args().add(section));
    }

    /** Waits until so many replicas have what was sent through this connection before; answers how many have. */
    static AsyncCommand<String, byte[], Long> waitForReplicas(int replicas, Duration atMost) {
        return command(
                CommandType.WAIT,
                new IntegerOutput<>(CODEC),
                args().add(replicas).add(Math.max(1, atMost.toMillis())));
    }

    static byte[] bytes(Version version) {
        return ByteBuffer.allocate(Long.BYTES).putLong(version.micros()).array();
    }

    static byte[] bytes(Lifetime lifetime) {
        if (lifetime.isForever()) {
            return FOREVER;
        }
        return lifetime.isOver() ? OVER : bytes(lifetime.toMillis());
    }

    static byte[] bytes(long number) {
        return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static CommandArgs<String, byte[]> args() {
        return new CommandArgs<>(CODEC);
    }

    private static <T> AsyncCommand<String, byte[], T> command(
            CommandType type, CommandOutput<String, byte[], T> output, CommandArgs<String, byte[]> args) {
        return new AsyncCommand<>(new Command<>(type, output, args));
    }
}
