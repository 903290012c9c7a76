package dev.holdall.benchmarks.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options on the command line.
 *
 * @param quick whether to measure for a shorter time, with rougher results
 * @param server the path of the server's program; null for the one that the tests use
 */
record Arguments(boolean quick, @Nullable String server) {

    /** Parses the words after {@code redis}. */
    static Arguments parse(List<String> words) {
        boolean quick = false;
        String server = null;
        Deque<String> left = new ArrayDeque<>(words);
        while (!left.isEmpty()) {
            String word = left.remove();
            if (word.equals("--quick") && !quick) {
                quick = true;
            } else if (word.equals("--server") && server == null && !left.isEmpty()) {
                server = left.remove();
            } else {
                throw new IllegalArgumentException("usage: benchmarks/run.sh redis [--quick] [--server PROGRAM]");
            }
        }
        return new Arguments(quick, server);
    }
}
