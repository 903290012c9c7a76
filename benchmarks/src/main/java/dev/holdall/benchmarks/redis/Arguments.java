package dev.holdall.benchmarks.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options on the command line.
 *
 * @param quick whether to measure for a shorter time, with rougher results
 * @param dataCentres whether to measure two data centres, instead of one server beside other libraries
 * @param maps whether to measure maps and logins instead; not together with {@code dataCentres}
 * @param server the path of the server's program; null for the one that the tests use
 */
record Arguments(
        boolean quick,
        boolean dataCentres,
        boolean maps,
        @Nullable String server) {

    private static final String USAGE =
            "usage: benchmarks/run.sh redis [--quick] [--data-centres | --maps] [--server PROGRAM]";

    /** Parses the words after {@code redis}. */
    static Arguments parse(List<String> words) {
        boolean quick = false;
        boolean dataCentres = false;
        boolean maps = false;
        String server = null;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.remove();
            if (word.equals("--quick") && !quick) {
                quick = true;
            } else if (word.equals("--data-centres") && !dataCentres && !maps) {
                dataCentres = true;
            } else if (word.equals("--maps") && !maps && !dataCentres) {
                maps = true;
            } else if (word.equals("--server") && server == null && !left.isEmpty()) {
                server = left.remove();
            } else {
                throw new IllegalArgumentException(USAGE);
            }
        }
        return new Arguments(quick, dataCentres, maps, server);
    }
}
