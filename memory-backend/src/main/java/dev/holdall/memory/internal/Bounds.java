package dev.holdall.memory.internal;

/**
 * The bounds of the memory that a backend may take. The memory is estimated.
 *
 * @param entryBytes the bound for all entries
 * @param revocationBytes the bound for all revocations, in addition to that of the entries
 */
public record Bounds(long entryBytes, long revocationBytes) {

    /** The least that either bound may be. It is enough for the longest key. */
    public static final long LEAST_BYTES = 8 << 10;

    /** The most that either bound may be. The sums of weights that Caffeine keeps have to fit in 64 bits. */
    public static final long MOST_BYTES = 1L << 50;

    private static final long MOST_AUTO_BYTES = 1 << 30;

    /** The size of the longest key: 1,024 characters at two bytes each, and as much again for a namespace. */
    private static final int LONGEST_KEY_BYTES = 4 << 10;

    /** Returns the default bound for entries: a quarter of the heap, but at most 1 GiB. */
    public static long autoEntryBytes() {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        return Math.max(LEAST_BYTES, Math.min(quarter, MOST_AUTO_BYTES));
    }

    /** Returns the default bound for revocations: an eighth of the bound for entries. */
    public static long autoRevocationBytes(long entryBytes) {
        return Math.max(LEAST_BYTES, entryBytes / 8);
    }

    /** Returns the size of the largest value that fits within the bound together with any key. */
    public int maxValueBytes() {
        return (int) Math.min(entryBytes, Integer.MAX_VALUE) - MemoryEntry.OVERHEAD_BYTES - LONGEST_KEY_BYTES;
    }
}
