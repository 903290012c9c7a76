package dev.holdall.internal;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Formats lengths of time for messages. */
public final class DurationText {

    private static final Map<Duration, String> UNITS = new TreeMap<>(Map.of(
            Duration.ofNanos(1), "ns",
            Duration.ofNanos(1_000), "us",
            Duration.ofMillis(1), "ms",
            Duration.ofSeconds(1), "second",
            Duration.ofMinutes(1), "minute",
            Duration.ofHours(1), "hour",
            Duration.ofDays(1), "day"));

    private DurationText() {}

    /** Formats a length of time in the largest unit that leaves no fraction: {@code 90 minutes}. */
    public static String exact(Duration duration) {
        String shown = "0 seconds";
        for (Map.Entry<Duration, String> unit : UNITS.entrySet()) {
            long count = duration.dividedBy(unit.getKey());
            if (count > 0 && unit.getKey().multipliedBy(count).equals(duration)) {
                shown = count(count, unit.getValue());
            }
        }
        return shown;
    }

    /** Formats a length of time in the largest unit of which it has two, rounded down: {@code 36 hours}. */
    public static String rough(Duration duration) {
        String shown = exact(duration);
        for (Map.Entry<Duration, String> unit : UNITS.entrySet()) {
            long count = duration.dividedBy(unit.getKey());
            if (count > 1) {
                shown = count(count, unit.getValue());
            }
        }
        return shown;
    }

    private static String count(long count, String unit) {
        return count + " " + unit + (count > 1 && !unit.endsWith("s") ? "s" : "");
    }
}
