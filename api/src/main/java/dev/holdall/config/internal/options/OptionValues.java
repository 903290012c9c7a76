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
 * Reads the values of options. Each may also be a string, as all are that come from a system property or from the
 * environment.
 */
final class OptionValues {

    private static final String KEY = "option";

    private OptionValues() {}

    /** Empty for the word; else what is read. */
    static <T> Optional<T> unless(String word, ConfigValue value, Supplier<T> otherwise) {
        if (word.equals(value.unwrapped())) {
            return Optional.empty();
        }
        try {
            return Optional.of(otherwise.get());
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

    // Not Config.getInt, which cuts fractions off.
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

    /** The elements of a list, or of a text with commas. */
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

    // Typesafe Config's own message quotes the value: it is dropped.
    private static <T> T as(ConfigValue value, Function<Config, T> type, String problem) {
        try {
            return type.apply(value.atKey(KEY));
        } catch (ConfigException e) {
            throw new InvalidOptionException(problem);
        }
    }
}
