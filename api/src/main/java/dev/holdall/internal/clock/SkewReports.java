package dev.holdall.internal.clock;

/** Receives the news that the clock of this process was ahead. Implementations are thread-safe, and return quickly. */
interface SkewReports {

    /** Receives the news that the wall clock has gone back by this much since the version before was made. */
    void wentBack(long micros);

    /**
     * Receives the news that a write takes a version that is this much ahead of the wall clock, because the key has
     * such a version already.
     */
    void writesAhead(long micros);
}
