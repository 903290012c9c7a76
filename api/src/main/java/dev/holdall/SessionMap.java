package dev.holdall;

import java.util.Map;
import java.util.Optional;

/**
 * A map as it was read or written: its fields at one moment, and what a later {@link SessionMaps#change} is based on.
 * Immutable and thread-safe. {@link SessionMaps} makes instances; applications don't implement this interface, because
 * methods may be added to it.
 */
public interface SessionMap {

    /**
     * Returns the key of the map.
     *
     * @return the key that the map was read or created under
     */
    String key();

    /**
     * Returns the fields that were read. If the read asked for some names only, these are the fields of those names.
     *
     * @return the bytes by field name, in no particular order. The map and the arrays are copies, which the caller may
     *     keep and change.
     */
    Map<String, byte[]> fields();

    /**
     * Returns one field.
     *
     * @param name the name of the field
     * @return a copy of the bytes, which the caller may keep and change; empty if the map has no such field, or if the
     *     read did not ask for it
     */
    Optional<byte[]> field(String name);

    /**
     * Returns the version of one field. Of two writes of a field in one map, the one with the greater version wins.
     *
     * @param name the name of the field
     * @return the version that the field was written with; empty if {@link #field} is
     */
    Optional<Version> version(String name);
}
