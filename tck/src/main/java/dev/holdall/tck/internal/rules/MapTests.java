package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.FieldChanges;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.Fixture;
import dev.holdall.tck.internal.fixture.RuleGroup;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the tests of maps use. */
final class MapTests {

    private MapTests() {}

    /** Returns the maps of a new store over the backend. Aborts the test if the backend keeps none. */
    static SessionMaps maps(RuleGroup group, Face face) {
        return maps(group, group.fixture().store(face));
    }

    /** Returns the maps of a store. Aborts the test if the store keeps none. */
    static SessionMaps maps(RuleGroup group, SessionStore store) {
        group.onlyIf(store.traits().maps(), "the backend keeps no maps");
        return store.maps();
    }

    /** Returns fields of these names, each with the value that is named by it. */
    static Map<String, byte[]> fields(String... names) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        for (String name : names) {
            fields.put(name, Fixture.valueOf(name));
        }
        return fields;
    }

    /** Returns a change that puts the value of this name into a field. */
    static FieldChanges put(String field, Object value) {
        return FieldChanges.builder().put(field, Fixture.valueOf(value)).build();
    }

    static FieldChanges remove(String field) {
        return FieldChanges.builder().remove(field).build();
    }

    /** Makes a map, removes so many fields from it that it has none, and returns it. */
    static SessionMap emptied(SessionMaps maps, String key, int count) {
        Map<String, byte[]> fields = new LinkedHashMap<>();
        FieldChanges.Builder removals = FieldChanges.builder();
        for (int i = 0; i < count; i++) {
            fields.put("field " + i, new byte[0]);
            removals.remove("field " + i);
        }
        return maps.change(maps.create(key, fields), removals.build());
    }

    /** Returns this name, and 10,000 others. */
    static List<String> manyNames(String name) {
        return Stream.concat(Stream.of(name), IntStream.range(0, 10_000).mapToObj(i -> "none " + i))
                .toList();
    }

    static SessionMap read(SessionMaps maps, String key) {
        return maps.get(key).orElseThrow(() -> new AssertionError("expected a map, but found none"));
    }

    /** Asserts that the key has a map with just these fields. */
    static void assertMap(SessionMaps maps, String key, Map<String, byte[]> expected) {
        assertThat(texts(read(maps, key))).isEqualTo(texts(expected));
    }

    static void assertNoMap(SessionMaps maps, String key) {
        assertThat(maps.get(key).map(MapTests::texts)).isEmpty();
    }

    static Map<String, String> texts(SessionMap map) {
        return texts(map.fields());
    }

    private static Map<String, String> texts(Map<String, byte[]> fields) {
        Map<String, String> texts = new TreeMap<>();
        fields.forEach((name, value) -> texts.put(name, new String(value, StandardCharsets.ISO_8859_1)));
        return texts;
    }
}
