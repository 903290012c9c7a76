package dev.holdall.config.internal.options;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Parses and formats lengths of time. */
final class Durations {

    private static final Pattern NUMBER = Pattern.compile("\\s*[+-]?[0-9.]+\\s*");
    private static final Map<Duration, String> UNITS = new TreeMap<>(Map.of(
            Duration.ofNanos(1), "ns",
            Duration.ofNanos(1_000), "us",
            Duration.ofMillis(1), "ms",
            Duration.ofSeconds(1), "second",
            Duration.ofMinutes(1), "minute",
            Duration.ofHours(1), "hour",
            Duration.ofDays(1), "day"));

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
            throw new InvalidOptionException("must be from " + show(min) + " to " + show(max));
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

    /** Formats a length of time in the largest unit that leaves no fraction: {@code 90 minutes}. */
    static String show(Duration duration) {
        String shown = "0 seconds";
        for (Map.Entry<Duration, String> unit : UNITS.entrySet()) {
            long count = duration.dividedBy(unit.getKey());
            if (count > 0 && unit.getKey().multipliedBy(count).equals(duration)) {
                shown = count + " " + unit.getValue()
                        + (count > 1 && !unit.getValue().endsWith("s") ? "s" : "");
            }
        }
        return shown;
    }
}
