package dev.holdall.spi;

import dev.holdall.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of a conditional write.
 *
 * @param status whether the entry was stored, or why it wasn't
 * @param version the version written; null unless the entry was stored
 */
public record WriteResult(Status status, @Nullable Version version) {

    /** Says whether the entry was stored, or why it wasn't. */
    public enum Status {
        /** The condition held, and the entry is written. */
        STORED,
        /** The condition did not hold; nothing was changed. */
        CONFLICT,
        /** The key is revoked; nothing was changed. */
        REVOKED
    }

    /** The result of a write whose condition did not hold. */
    public static final WriteResult CONFLICT = new WriteResult(Status.CONFLICT, null);

    /** The result of a write to a revoked key. */
    public static final WriteResult REVOKED = new WriteResult(Status.REVOKED, null);

    /**
     * Checks that there is a version if and only if something was stored.
     *
     * @param status whether the entry was stored, or why it wasn't
     * @param version the version written; null unless the entry was stored
     */
    public WriteResult {
        if ((status == Status.STORED) != (version != null)) {
            throw new IllegalArgumentException("a version goes with STORED, and only with it");
        }
    }

    /**
     * Makes the result of a write that was stored.
     *
     * @param version the version that the entry was written with
     * @return the result
     */
    public static WriteResult stored(Version version) {
        return new WriteResult(Status.STORED, version);
    }

    /**
     * Tells whether the entry was stored.
     *
     * @return true if it was stored
     */
    public boolean isStored() {
        return status == Status.STORED;
    }

    /**
     * Returns the version that was written.
     *
     * @return the version
     * @throws NullPointerException if nothing was stored
     */
    public Version storedVersion() {
        return Objects.requireNonNull(version, "nothing was stored");
    }
}
