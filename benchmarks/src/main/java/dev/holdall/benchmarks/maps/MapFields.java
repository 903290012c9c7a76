package dev.holdall.benchmarks.maps;

import dev.holdall.FieldChanges;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The fields of each map: ten of them, of 100 bytes each. */
public final class MapFields {

    static final int COUNT = 10;
    static final int VALUE_BYTES = 100;

    private static final byte[] VALUE = value();
    private static final Map<String, byte[]> ALL = all();

    private MapFields() {}

    /**
     * Returns the fields of a new map.
     *
     * @return the bytes by field name; neither the map nor the arrays must be changed
     */
    public static Map<String, byte[]> initial() {
        return ALL;
    }

    /** Makes a change that puts one field: the one with this number, modulo ten. */
    static FieldChanges change(int number) {
        return FieldChanges.builder().put(name(number % COUNT), VALUE).build();
    }

    private static Map<String, byte[]> all() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (int i = 0; i < COUNT; i++) {
            all.put(name(i), VALUE);
        }
        return all;
    }

    private static String name(int number) {
        return "field" + number;
    }

    private static byte[] value() {
        byte[] value = new byte[VALUE_BYTES];
        new SplittableRandom(3).nextBytes(value);
        return value;
    }
}
