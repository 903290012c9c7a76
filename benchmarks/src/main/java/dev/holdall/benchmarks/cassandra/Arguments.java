package dev.holdall.benchmarks.cassandra;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The options on the command line.
 *
 * @param quick whether to measure for a shorter time, with rougher results
 * @param wan how long a message takes to the other data centre; null if that isn't measured
 * @param growth whether to measure tables of growing sizes
 * @param maps whether to measure maps and logins; not together with {@code wan} or {@code growth}
 */
record Arguments(boolean quick, @Nullable Duration wan, boolean growth, boolean maps) {

    private static final String USAGE =
            "usage: benchmarks/run.sh cassandra [--quick] [[--wan 40ms] [--growth] | --maps]";
    private static final Pattern MILLISECONDS = Pattern.compile("([1-9]\\d{0,3})ms");

    /** Parses the words after {@code cassandra}, in any order. */
    static Arguments parse(List<String> words) {
        boolean quick = false;
        Duration wan = null;
        boolean growth = false;
        boolean maps = false;
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            switch (rest.next()) {
                case "--quick" -> quick = true;
                case "--wan" -> wan = milliseconds(rest.hasNext() ? rest.next() : "");
                case "--growth" -> growth = true;
                case "--maps" -> maps = true;
                default -> throw new IllegalArgumentException(USAGE);
            }
        }
        if (maps && (wan != null || growth)) {
            throw new IllegalArgumentException(USAGE);
        }
        return new Arguments(quick, wan, growth, maps);
    }

    private static Duration milliseconds(String word) {
        var matcher = MILLISECONDS.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(USAGE);
        }
        return Duration.ofMillis(Long.parseLong(matcher.group(1)));
    }
}
