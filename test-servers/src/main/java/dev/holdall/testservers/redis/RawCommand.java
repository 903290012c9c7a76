package dev.holdall.testservers.redis;

import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.NestedMultiOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A command that is sent by its name, for which Lettuce needs no method. */
final class RawCommand implements ProtocolKeyword {

    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    private final String name;
    private final List<String> arguments;

    private RawCommand(String name, List<String> arguments) {
        this.name = name;
        this.arguments = arguments;
    }

    static RawCommand of(String... command) {
        List<String> words = List.of(command);
        return new RawCommand(words.get(0), words.subList(1, words.size()));
    }

    List<@Nullable Object> execute(RedisCommands<String, byte[]> commands) {
        CommandArgs<String, byte[]> args = new CommandArgs<>(CODEC);
        arguments.forEach(args::add);
        return texts(commands.dispatch(this, new NestedMultiOutput<>(CODEC), args));
    }

    private static List<@Nullable Object> texts(List<? extends @Nullable Object> answer) {
        List<@Nullable Object> texts = new ArrayList<>();
        for (Object element : answer) {
            texts.add(text(element));
        }
        return texts;
    }

    private static @Nullable Object text(@Nullable Object element) {
        if (element instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return element instanceof List<?> list ? texts(list) : element;
    }

    @Override
    public byte[] getBytes() {
        return name.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
        return name;
    }
}
