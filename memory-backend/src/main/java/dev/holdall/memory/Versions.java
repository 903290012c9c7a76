package dev.holdall.memory;

import dev.holdall.Version;

/**
 * Steps from one version to the next. They stay at the greatest there is, which no clock reaches, rather than overflow.
 */
final class Versions {

    private Versions() {}

    /** The version asked for if it is greater than what there is, else the one after that. */
    static Version above(long micros, Version atLeast) {
        return atLeast.micros() > micros ? atLeast : new Version(next(micros));
    }

    private static long next(long micros) {
        return micros == Long.MAX_VALUE ? micros : micros + 1;
    }
}
