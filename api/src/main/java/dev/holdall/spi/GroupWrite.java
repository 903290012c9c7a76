package dev.holdall.spi;

import dev.holdall.GroupChanges.Kind;
import dev.holdall.Version;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The write of one entry of a group. It is immutable as long as nobody changes the array; the store has copied it for
 * the backend, which may keep it.
 *
 * <p>Puts and removals are unconditional. A backend that compares versions carries out an update or a refresh only if
 * the entry is there, and if nothing but refreshes was written to it since {@code seen}. A refresh doesn't hinder a
 * later update that is based on the same version.
 *
 * @param name the name of the entry, 1 to 255 bytes as UTF-8
 * @param kind what to do
 * @param seen the version that the write is based on; null for a put, and for a removal that is based on none
 * @param value the bytes; null for a removal
 * @param lifetime how long the entry lives from now; {@link Lifetime#OVER} leaves it absent, and so does a removal
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares writes.
public record GroupWrite(String name, Kind kind, @Nullable Version seen, byte @Nullable [] value, Lifetime lifetime) {

    /**
     * Tells whether the entry is absent after this write.
     *
     * @return true for a removal, and for an entry whose lifetime is over
     */
    public boolean removes() {
        return value == null || lifetime.isOver();
    }

    /**
     * Returns the bytes.
     *
     * @return the bytes of a write that isn't a removal
     */
    public byte[] bytes() {
        return Objects.requireNonNull(value, "a removal has no bytes");
    }

    /**
     * Tells whether this write depends on what is stored.
     *
     * @return true for an update and for a refresh
     */
    public boolean isConditional() {
        return kind == Kind.UPDATE || kind == Kind.REFRESH;
    }

    /**
     * Returns the version that a backend writes with that doesn't compare versions.
     *
     * @param unconditional the version of the puts and removals of the request
     * @return the version of this write
     */
    public Version version(Version unconditional) {
        if (seen == null) {
            return unconditional;
        }
        return switch (kind) {
            case REFRESH -> VersionSteps.afterTouch(seen);
            case UPDATE -> VersionSteps.afterUpdate(seen);
            case REMOVE, PUT -> greater(unconditional, VersionSteps.afterRemoval(seen));
        };
    }

    private static Version greater(Version one, Version other) {
        return one.isAfter(other) ? one : other;
    }

    /** Shows the size of the value, and neither the name nor the bytes. */
    @Override
    public String toString() {
        return "GroupWrite[" + kind + ", " + (value == null ? 0 : value.length) + " bytes, seen " + seen + "]";
    }
}
