package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.holdall.internal.DurationText;
import java.time.Duration;
import java.util.regex.Pattern;

/** Parses lengths of time. */
final class Durations {

    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?[0-9.]+\\s*");

    private Durations() {}

    /**
     * Parses a length of time that has a unit. A number without a unit is refused: Typesafe Config would read
     * milliseconds, while most people who write such a number mean seconds.
     */
    static Duration parse(ConfigValue value, Duration min, Duration max) {
        if (isBareNumber(value)) {
            throw new InvalidOptionException("has no unit; write one, such as 500 ms or 2 seconds");
        }
        Duration duration = parse(value);
        if (duration.compareTo(min) < 0 || duration.compareTo(max) > 0) {
            throw new InvalidOptionException(
                    "must be from " + DurationText.exact(min) + " to " + DurationText.exact(max));
        }
        return duration;
    }

    private static boolean isBareNumber(ConfigValue value) {
        return value.valueType() == ConfigValueType.NUMBER
                || (value.unwrapped() instanceof String text
                        && NUMBER.matcher(text).matches());
    }

    private static Duration parse(ConfigValue value) {
        try {
            return value.atKey("duration").getDuration("duration");
        } catch (ConfigException e) {
            throw new InvalidOptionException("must be a length of time, such as 500 ms, 2 seconds or 1 hour");
        }
    }
}
