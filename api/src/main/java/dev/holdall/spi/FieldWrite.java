package dev.holdall.spi;

import dev.holdall.Version;
import org.jspecify.annotations.Nullable;

/**
 * The write of one field of a map. It is immutable as long as nobody changes the array; the store has copied it for the
 * backend, which may keep it.
 *
 * @param name the name of the field, 1 to 255 bytes as UTF-8
 * @param version the version to write with
 * @param value the bytes; null to leave the field gone
 * @param lifetime how long the field lives from now, in its map; {@link Lifetime#FOREVER} if as long as the map. Once
 *     it is over, readers find the field gone, with its version.
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares field writes.
public record FieldWrite(String name, Version version, byte @Nullable [] value, Lifetime lifetime) {

    /** Shows the size of the value, and neither the name nor the bytes. */
    @Override
    public String toString() {
        return "FieldWrite[" + (value == null ? "gone" : value.length + " bytes") + ", " + version + "]";
    }
}
