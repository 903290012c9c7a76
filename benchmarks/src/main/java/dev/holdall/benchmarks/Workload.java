package dev.holdall.benchmarks;

import dev.holdall.Keys;
import java.time.Duration;
import java.util.SplittableRandom;

/** The keys and values with which every contender is called. */
public final class Workload {

    /** The number of keys, a power of two. The entries fit in memory, but not in the processor's L1 and L2 caches. */
    public static final int KEYS = 1 << 14;

    static final int VALUE_BYTES = 1_024;
    /** How long entries live. */
    public static final Duration TTL = Duration.ofHours(1);

    private static final String[] PRESENT = keys("session", KEYS);
    private static final String[] ABSENT = keys("absent", KEYS);
    private static final byte[] VALUE = value();

    private Workload() {}

    /**
     * Returns the keys of the entries that are stored.
     *
     * @return the array itself, which must not be changed
     */
    public static String[] present() {
        return PRESENT;
    }

    /**
     * Returns keys without entries.
     *
     * @return the array itself, which must not be changed
     */
    public static String[] absent() {
        return ABSENT;
    }

    /**
     * Returns the value that is stored.
     *
     * @return the array itself, which must not be changed
     */
    public static byte[] newValue() {
        return VALUE;
    }

    /**
     * Makes keys.
     *
     * @param kind what they begin with
     * @param count how many
     * @return the keys, which are the same each time
     */
    public static String[] keys(String kind, int count) {
        SplittableRandom random = new SplittableRandom(1);
        String[] keys = new String[count];
        for (int i = 0; i < count; i++) {
            keys[i] = Keys.of(kind, Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong()));
        }
        return keys;
    }

    private static byte[] value() {
        byte[] value = new byte[VALUE_BYTES];
        new SplittableRandom(2).nextBytes(value);
        return value;
    }
}
