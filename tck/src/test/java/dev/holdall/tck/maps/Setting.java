package dev.holdall.tck.maps;

import java.util.SplittableRandom;

/**
 * The world of a simulated run. All times are in microseconds.
 *
 * @param fast whether the steps are microseconds apart, so that versions are, too; otherwise minutes
 * @param skewed whether the clocks of the processes are up to ten minutes wrong
 * @param ends whether maps have TTLs
 */
record Setting(boolean fast, boolean skewed, boolean ends) {

    static final long MINUTE = 60_000_000;

    /** How long the longest message takes in a slow run: less than the longest lifetime of a map. */
    private static final long LATEST = 10 * MINUTE;

    private static final long LONGEST_LIFETIME = 20 * MINUTE;
    private static final long FOREVER = Long.MAX_VALUE;

    long step(SplittableRandom random) {
        return fast ? random.nextLong(1, 30) : random.nextLong(2 * MINUTE);
    }

    long skew(SplittableRandom random) {
        return skewed ? random.nextLong(-10 * MINUTE, 10 * MINUTE) : 0;
    }

    /** Returns how long a message takes: a fifth of them take long. */
    long delay(SplittableRandom random) {
        boolean late = random.nextInt(5) == 0;
        if (fast) {
            return random.nextLong(1, late ? 2_000 : 50);
        }
        return random.nextLong(1_000, late ? LATEST : 100_000);
    }

    /** Returns how long it takes until a lost message is repaired. Where nothing ends, that is the end of the run. */
    long repair() {
        return ends ? LATEST : FOREVER;
    }

    long lifetime(SplittableRandom random) {
        return ends ? (random.nextBoolean() ? LONGEST_LIFETIME : 12 * MINUTE) : FOREVER;
    }

    /** Returns the longest lifetime that a map is given. */
    long longestLifetime() {
        return ends ? LONGEST_LIFETIME : FOREVER;
    }

    /** Returns the lifetime of a marker that ends too early. */
    long briefly() {
        return fast ? 20 : MINUTE;
    }

    /** Returns the end of what lives this long from now, the given number of times. */
    static long end(long now, long lifetime, int times) {
        return lifetime == FOREVER ? FOREVER : now + times * lifetime;
    }
}
