package dev.holdall.config.internal.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.holdall.spi.BackendOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of a block. If an option has a problem, the reader reports the problem, and returns the default.
 */
public final class OptionReader implements BackendOptions {

    private final OptionBlock block;
    private final Problems problems;

    public OptionReader(OptionBlock block, Problems problems) {
        this.block = block;
        this.problems = problems;
    }

    @Override
    public Duration duration(String path, Duration min, Duration max) {
        return read(path, value -> Durations.parse(value, min, max));
    }

    @Override
    public Optional<Duration> durationOr(String path, String none, Duration min, Duration max) {
        return read(path, value -> OptionValues.unless(none, value, () -> Durations.parse(value, min, max)));
    }

    @Override
    public long bytes(String path, long min, long max) {
        return read(path, value -> Sizes.parse(value, min, max));
    }

    @Override
    public Optional<Long> bytesOr(String path, String word, long min, long max) {
        return read(path, value -> OptionValues.unless(word, value, () -> Sizes.parse(value, min, max)));
    }

    @Override
    public int integer(String path, int min, int max) {
        return read(path, value -> OptionValues.integer(value, min, max));
    }

    @Override
    public boolean flag(String path) {
        return read(path, OptionValues::flag);
    }

    @Override
    public Optional<String> text(String path) {
        return textOrEmpty(path).filter(text -> !text.isEmpty());
    }

    @Override
    public Optional<String> textOrEmpty(String path) {
        return read(path, value -> isNull(value) ? Optional.empty() : Optional.of(OptionValues.text(value)));
    }

    @Override
    public String requiredText(String path) {
        String text = text(path).orElse("");
        if (isBlank(block.value(path))) {
            problem(path, "is required; it has no default");
        }
        return text;
    }

    @Override
    public List<String> texts(String path) {
        return read(path, OptionValues::texts);
    }

    @Override
    public <E extends Enum<E>> E choice(String path, Class<E> type) {
        return read(path, value -> OptionValues.choice(value, type));
    }

    @Override
    public Config block(String path) {
        return read(path, value -> {
            if (value instanceof ConfigObject object) {
                return object.toConfig();
            }
            throw new InvalidOptionException("must be a block of options, in braces");
        });
    }

    @Override
    public Map<String, BackendOptions> blocks(String path, Set<String> options) {
        return inner(path, name -> block.inner(path, name, options));
    }

    @Override
    public Map<String, BackendOptions> blocksLike(String path, String common) {
        return inner(path, name -> block.innerLike(path, name, common));
    }

    private Map<String, BackendOptions> inner(String path, Function<String, OptionBlock> find) {
        Map<String, BackendOptions> readers = new TreeMap<>();
        block(path).root().forEach((name, value) -> {
            if (value instanceof ConfigObject) {
                readers.put(name, new OptionReader(find.apply(name).checked(problems), problems));
            } else {
                problem(path + "." + ConfigUtil.joinPath(name), "must be a block of options, in braces");
            }
        });
        return readers;
    }

    @Override
    public void problem(String path, String problem) {
        ConfigValue value = block.value(path);
        problems.add(block.path(path), value == null || isNull(value) ? null : value, problem);
    }

    /** Tells whether an option has the value of the {@code reference.conf}. */
    public boolean isDefault(String path) {
        return Objects.equals(block.value(path), block.referenceValue(path));
    }

    private <T> T read(String path, Function<ConfigValue, T> parse) {
        try {
            return parse.apply(existing(path, block.value(path)));
        } catch (InvalidOptionException e) {
            problem(path, e.problem());
            return byDefault(path, parse);
        }
    }

    private <T> T byDefault(String path, Function<ConfigValue, T> parse) {
        try {
            return parse.apply(existing(path, block.referenceValue(path)));
        } catch (InvalidOptionException e) {
            throw new UnusableConfigException(block.path(path) + " has no valid default in the reference.conf");
        }
    }

    private ConfigValue existing(String path, @Nullable ConfigValue value) {
        if (value == null) {
            throw UnusableConfigException.notInReference(block.path(path));
        }
        return value;
    }

    private static boolean isBlank(@Nullable ConfigValue value) {
        return value == null || isNull(value) || (value.unwrapped() instanceof String text && text.isBlank());
    }

    private static boolean isNull(ConfigValue value) {
        return value.valueType() == ConfigValueType.NULL;
    }
}
