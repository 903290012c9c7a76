package dev.holdall.memory;

/**
 * How much memory a backend may take, as it is estimated.
 *
 * @param entryBytes for entries
 * @param revocationBytes for revocations, beside the entries
 */
record Bounds(long entryBytes, long revocationBytes) {

    /** The least that either may be: enough for the longest of keys. */
    static final long LEAST_BYTES = 8 << 10;

    /** The most: Caffeine's sums have to fit in 64 bits. */
    static final long MOST_BYTES = 1L << 50;

    private static final long MOST_AUTO_BYTES = 1 << 30;

    /** 1,024 characters at two bytes, and as much again for a namespace. */
    private static final int LONGEST_KEY_BYTES = 4 << 10;

    /** A quarter of the heap, but at most 1 GiB. */
    static long autoEntryBytes() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return Math.max(LEAST_BYTES, Math.min(quarter, MOST_AUTO_BYTES));
    }

    /** An eighth of what the entries may take. */
    static long autoRevocationBytes(long entryBytes) {
        return Math.max(LEAST_BYTES, entryBytes / 8);
    }

    /** The largest value that fits whatever its key is. */
    int maxValueBytes() {
        return (int) Math.min(entryBytes, Integer.MAX_VALUE) - MemoryEntry.OVERHEAD_BYTES - LONGEST_KEY_BYTES;
    }
}
