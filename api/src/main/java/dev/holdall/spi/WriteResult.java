package dev.holdall.spi;

import dev.holdall.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What became of a write with a condition.
 *
 * @param status stored, or why not
 * @param version the version written; null unless stored
 */
public record WriteResult(Status status, @Nullable Version version) {

    /** Stored, or why not. */
    public enum Status {
        /** The condition held, and the entry is written. */
        STORED,
        /** The condition did not hold; nothing was changed. */
        CONFLICT,
        /** The key is revoked; nothing was changed. */
        REVOKED
    }

    /** The condition did not hold. */
    public static final WriteResult CONFLICT = new WriteResult(Status.CONFLICT, null);

    /** The key is revoked. */
    public static final WriteResult REVOKED = new WriteResult(Status.REVOKED, null);

    /**
     * Checks that there is a version if and only if something was stored.
     *
     * @param status stored, or why not
     * @param version the version written; null unless stored
     */
    public WriteResult {
        if ((status == Status.STORED) != (version != null)) {
            throw new IllegalArgumentException("a version goes with STORED, and only with it");
        }
    }

    /**
     * The entry is written.
     *
     * @param version the version that it was written with
     * @return the result
     */
    public static WriteResult stored(Version version) {
        return new WriteResult(Status.STORED, version);
    }

    /**
     * Tells whether the entry was written.
     *
     * @return true if so
     */
    public boolean isStored() {
        return status == Status.STORED;
    }

    /**
     * The version that was written.
     *
     * @return the version
     * @throws NullPointerException if nothing was stored
     */
    public Version storedVersion() {
        return Objects.requireNonNull(version, "nothing was stored");
    }
}
