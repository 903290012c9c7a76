package dev.holdall.config.internal.options;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Parses the values of options. Every value may also be a string, because the values of system properties and of
 * environment variables are strings.
 */
final class OptionValues {

    private static final String KEY = "option";

    private OptionValues() {}

    /** Returns an empty result if the value is this word; otherwise returns the parsed value. */
    static <T> Optional<T> unless(String word, ConfigValue value, Supplier<T> parse) {
        if (word.equals(value.unwrapped())) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.get());
        } catch (InvalidOptionException e) {
            throw new InvalidOptionException(e.problem() + "; or " + word);
        }
    }

    static int integer(ConfigValue value, int min, int max) {
        long number = wholeNumber(value);
        if (number < min || number > max) {
            throw new InvalidOptionException("must be from " + min + " to " + max);
        }
        return (int) number;
    }

    // Config.getInt isn't used, because it drops fractions without an error.
    private static long wholeNumber(ConfigValue value) {
        try {
            return new BigDecimal(text(value).strip()).longValueExact();
        } catch (InvalidOptionException | ArithmeticException | NumberFormatException e) {
            throw new InvalidOptionException("must be a whole number");
        }
    }

    static boolean flag(ConfigValue value) {
        return as(value, config -> config.getBoolean(KEY), "must be true or false");
    }

    static String text(ConfigValue value) {
        return as(value, config -> config.getString(KEY), "must be a text");
    }

    /** Returns the elements of a list, or of a text whose elements are separated by commas. */
    static List<String> texts(ConfigValue value) {
        return value.unwrapped() instanceof String text
                ? Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(element -> !element.isEmpty())
                        .toList()
                : as(value, config -> List.copyOf(config.getStringList(KEY)), "must be a list of texts");
    }

    static <E extends Enum<E>> E choice(ConfigValue value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (label(constant).equals(value.unwrapped())) {
                return constant;
            }
        }
        List<String> labels =
                Arrays.stream(type.getEnumConstants()).map(OptionValues::label).toList();
        throw new InvalidOptionException("must be one of " + String.join(", ", labels));
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    // The message of Typesafe Config's exception is dropped, because it quotes the value.
    private static <T> T as(ConfigValue value, Function<Config, T> type, String problem) {
        try {
            return type.apply(value.atKey(KEY));
        } catch (ConfigException e) {
            throw new InvalidOptionException(problem);
        }
    }
}
