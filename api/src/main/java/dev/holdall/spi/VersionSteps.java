package dev.holdall.spi;

import dev.holdall.Version;

/**
 * How far above the version that it builds on a write stands, on a backend that doesn't compare before it writes.
 *
 * <p>An update stands above every touch of the entry that it replaces, and below every later write, for a process that
 * has read a version writes above {@link #afterUpdate} of it.
 */
public final class VersionSteps {

    /** Microseconds from the version seen to that of an update. */
    public static final long UPDATE_MICROS = 64;

    /** Microseconds from the version found to that of a touch. */
    public static final long TOUCH_MICROS = 1;

    private VersionSteps() {}

    /**
     * The version that an update writes with.
     *
     * @param seen the version that the caller has read
     * @return the version to write
     */
    public static Version afterUpdate(Version seen) {
        return seen.plusMicros(UPDATE_MICROS);
    }

    /**
     * The version that a touch writes with, where it has to be greater than the one that it found.
     *
     * @param found the version that the backend has just read
     * @return the version to write
     */
    public static Version afterTouch(Version found) {
        return found.plusMicros(TOUCH_MICROS);
    }
}
