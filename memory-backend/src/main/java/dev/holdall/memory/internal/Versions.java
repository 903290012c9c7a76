package dev.holdall.memory.internal;

import dev.holdall.Version;

/**
 * Computes the version that follows another one. The greatest version, which no clock reaches, is followed by itself
 * instead of overflowing.
 */
final class Versions {

    private Versions() {}

    /** Returns the version given if it is greater than {@code micros}, otherwise the version after {@code micros}. */
    static Version above(long micros, Version atLeast) {
        return atLeast.micros() > micros ? atLeast : new Version(next(micros));
    }

    private static long next(long micros) {
        return micros == Long.MAX_VALUE ? micros : micros + 1;
    }
}
