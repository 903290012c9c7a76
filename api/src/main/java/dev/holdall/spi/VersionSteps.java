package dev.holdall.spi;

import dev.holdall.Version;

/**
 * The distance between the version of a write and the version that the write is based on, on a backend that doesn't
 * compare versions.
 *
 * <p>The version of an update is above every touch of the entry that it replaces. It is below every later write of a
 * process that has read the entry, because such a process writes above {@link #afterUpdate} of the version that it has
 * read.
 */
public final class VersionSteps {

    /** The microseconds from the version that the caller has read to the version of the update. */
    public static final long UPDATE_MICROS = 64;

    /** The microseconds from the version that the backend has read to the version of the touch. */
    public static final long TOUCH_MICROS = 1;

    /**
     * The microseconds from the version of a field that the caller has read to the version of its removal. It is more
     * than {@link dev.holdall.SessionMaps#MAX_CHANGES_IN_A_ROW} updates take, so a removal wins over every series of
     * changes that begins with what the remover has read.
     */
    public static final long REMOVAL_MICROS = 2_048;

    private VersionSteps() {}

    /**
     * Returns the version that an update writes with.
     *
     * @param seen the version that the caller has read
     * @return the version to write
     */
    public static Version afterUpdate(Version seen) {
        return seen.plusMicros(UPDATE_MICROS);
    }

    /**
     * Returns the version of a touch, on a backend where rewriting the entry at the version found would have no effect.
     *
     * @param found the version that the backend has just read
     * @return the version to write
     */
    public static Version afterTouch(Version found) {
        return found.plusMicros(TOUCH_MICROS);
    }

    /**
     * Returns the version that the removal of a map's field writes with.
     *
     * @param seen the version of the field that the caller has read
     * @return the version to write
     */
    public static Version afterRemoval(Version seen) {
        return seen.plusMicros(REMOVAL_MICROS);
    }
}
