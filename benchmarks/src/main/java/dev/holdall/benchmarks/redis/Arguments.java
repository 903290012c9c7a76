package dev.holdall.benchmarks.redis;

import java.util.List;

/**
 * What the command line asks for.
 *
 * @param quick whether a rough answer will do
 */
record Arguments(boolean quick) {

    /** The words after {@code redis}. */
    static Arguments parse(List<String> words) {
        if (words.isEmpty()) {
            return new Arguments(false);
        }
        if (words.equals(List.of("--quick"))) {
            return new Arguments(true);
        }
        throw new IllegalArgumentException("usage: benchmarks/run.sh redis [--quick]");
    }
}
