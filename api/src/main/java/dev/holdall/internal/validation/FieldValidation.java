package dev.holdall.internal.validation;

import dev.holdall.SessionMaps;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the names, the number and the size of the fields of maps. */
public final class FieldValidation {

    private static final NameBounds NAMES = new NameBounds("a field name", SessionMaps.MAX_NAME_BYTES);

    private final int maxMapBytes;

    FieldValidation(int maxMapBytes) {
        this.maxMapBytes = maxMapBytes;
    }

    /**
     * Checks a field name.
     *
     * @return its length in bytes as UTF-8
     * @throws IllegalArgumentException if the name is out of bounds; the message doesn't contain the name
     */
    public int name(String name) {
        return NAMES.check(Objects.requireNonNull(name, "the field name is null"));
    }

    /** Checks the names of fields to read. A name that is given twice is returned once. */
    public Set<String> names(Collection<String> given) {
        Objects.requireNonNull(given, "the collection of field names is null");
        Set<String> names = new LinkedHashSet<>();
        for (String name : given) {
            name(name);
            names.add(name);
        }
        return names;
    }

    /** Checks the fields of a new map, and returns them with copies of their bytes. */
    public Map<String, byte[]> fields(Map<String, byte[]> given) {
        Objects.requireNonNull(given, "the map of fields is null");
        long bytes = 0;
        for (Map.Entry<String, byte[]> field : given.entrySet()) {
            bytes += name(field.getKey()) + value(field.getValue()).length;
        }
        map(given.size(), bytes);
        Map<String, byte[]> fields = new LinkedHashMap<>();
        given.forEach((name, value) -> fields.put(name, value.clone()));
        return fields;
    }

    private static byte[] value(byte @Nullable [] value) {
        return Objects.requireNonNull(value, "the value of a field is null");
    }

    /**
     * Checks the size of a change of a group.
     *
     * @param writes the number of entries that it names
     * @param bytes the size of their names and values
     */
    public void group(int writes, long bytes) {
        if (writes > SessionMaps.MAX_FIELDS) {
            throw new IllegalArgumentException(
                    "a change of " + writes + " entries of a group is more than " + SessionMaps.MAX_FIELDS);
        }
        if (bytes > maxMapBytes) {
            throw new IllegalArgumentException("a change of a group whose names and values have " + bytes
                    + " bytes is larger than max-value-size, " + maxMapBytes + " bytes");
        }
    }

    /**
     * Checks the size of a map.
     *
     * @param names the number of its names, those of fields that are gone included
     * @param bytes the size of its names and values
     */
    public void map(int names, long bytes) {
        if (names > SessionMaps.MAX_FIELDS) {
            throw new IllegalArgumentException("a map of " + names + " field names, those of removed fields included,"
                    + " has more than " + SessionMaps.MAX_FIELDS + "; create it anew to forget the removed ones");
        }
        if (bytes > maxMapBytes) {
            throw new IllegalArgumentException("a map whose names and values have " + bytes
                    + " bytes is larger than max-value-size, " + maxMapBytes + " bytes");
        }
    }
}
