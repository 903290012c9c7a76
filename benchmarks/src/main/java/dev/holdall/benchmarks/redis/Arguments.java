package dev.holdall.benchmarks.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asks for.
 *
 * @param quick whether a rough answer will do
 * @param server the program of the server to measure with; null for the one that the tests run on
 */
record Arguments(boolean quick, @Nullable String server) {

    /** The words after {@code redis}. */
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
