package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static dev.holdall.tck.internal.fixture.Verb.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Keys;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** KEY-01 to KEY-08: which keys are valid, and which are equal. */
public interface KeyRules extends RuleGroup {

    @Rule
    @DisplayName("KEY-01: a key has 1 to 1,024 bytes as UTF-8, whatever the namespace")
    default void KEY_01_key_ofOneTo1024Bytes_isAccepted(Face face) {
        SessionStore store = fixture().store(face, builder -> builder.namespace(newNamespace()));
        for (String key :
                List.of("k", padded("x", 1_024), padded("é", 1_024), padded("€", 1_024), padded("😀", 1_024))) {
            store.set(key, fixture().value(key));
            assertKey(store, key).holds(fixture().value(key));
            store.delete(key);
        }
    }

    @Rule
    @DisplayName("KEY-01: an empty key and one of more than 1,024 bytes are refused before any I/O")
    default void KEY_01_key_outOfBounds_isRefused(Face face) {
        for (String key :
                List.of("", padded("x", 1_025), padded("é", 1_026), padded("€", 1_027), padded("😀", 1_028))) {
            assertRefused(face, key, IllegalArgumentException.class);
        }
    }

    @Rule
    @DisplayName("KEY-02: keys are the same only if their characters are")
    default void KEY_02_keys_thatLookAlike_areDifferent(Face face) {
        String key = fixture().key();
        assertAllDifferent(
                face,
                Stream.of(
                                "", "\u00e9", "e\u0301", "\u00c9", "E", "e", " ", "  ", "\u00a0", "\u200b", "\ufeff",
                                "ss", "\u00df", "SS", "i", "I", "\u0130", "\u0131", "\ufb01", "fi", "*", "?", "[e]",
                                "%", "%25", ":", "%3A", "{e}", "'", "\"", "\\", "\\e", "/", "/../", "+", "%20")
                        .map(ending -> key + ending));
        assertAllDifferent(
                face, Stream.of(fixture().key()).flatMap(each -> Stream.of(each, " " + each, "\ufeff" + each)));
    }

    @Rule
    @DisplayName("KEY-02: keys of 1,024 bytes are different if their last characters are")
    default void KEY_02_longestKeys_areDifferentToTheLastCharacter(Face face) {
        String key = fixture().key();
        String rest = "k".repeat(1_023 - key.length());
        assertAllDifferent(face, Stream.of("a", "b", "").map(ending -> key + rest + ending));
    }

    @Rule
    @DisplayName("KEY-02: every character but controls and unpaired surrogates is allowed")
    default void KEY_02_key_ofAnyCharacter_isAccepted(Face face) {
        IntStream atBorders = IntStream.of(
                0x20, 0x7e, 0xa0, 0xff, 0x7ff, 0x800, 0x2028, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xffff, 0x10000,
                0x10ffff);
        IntStream anywhere =
                fixture().random().split().ints(200, 0xa0, 0x110000).filter(point -> point >>> 11 != 0x1b);
        String key = fixture().key();
        assertAllDifferent(
                face,
                IntStream.concat(atBorders, anywhere)
                        .distinct()
                        .mapToObj(point -> key + Character.toString(point) + "."));
    }

    @Rule
    @DisplayName("KEY-03: control characters are refused")
    default void KEY_03_key_withControlCharacter_isRefused(Face face) {
        String key = fixture().key();
        IntStream.concat(IntStream.rangeClosed(0, 0x1f), IntStream.rangeClosed(0x7f, 0x9f))
                .mapToObj(Character::toString)
                .forEach(control -> assertRefused(face, key + control, IllegalArgumentException.class));
        assertRefused(face, "\u0000" + key, IllegalArgumentException.class);
        assertRefused(face, key + "\n" + key, IllegalArgumentException.class);
    }

    @Rule
    @DisplayName("KEY-04: unpaired surrogates are refused")
    default void KEY_04_key_withUnpairedSurrogate_isRefused(Face face) {
        String key = fixture().key();
        Stream.of("\ud83d", "\ude00", "\ude00\ud83d", "\ud83d\ud83d\ude00", "\ud83d\ude00\ude00", "\ud83dx")
                .forEach(broken -> assertRefused(face, key + broken, IllegalArgumentException.class));
        assertRefused(face, "\ud800" + key, IllegalArgumentException.class);
        assertRefused(face, "\udfff" + key, IllegalArgumentException.class);
    }

    @Rule
    @DisplayName("KEY-05: a null key is refused")
    default void KEY_05_key_null_isRefused(Face face) {
        assertRefused(face, nothing(), NullPointerException.class);
    }

    @Rule
    @DisplayName("KEY-05: the message says what is null")
    default void KEY_05_null_isNamed(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        List<String> keys = Arrays.asList(key, nothing());
        Map<String, byte[]> values = new HashMap<>();
        values.put(key, nothing());
        assertThatNullPointerException().isThrownBy(() -> store.get(nothing())).withMessage("the key is null");
        assertThatNullPointerException()
                .isThrownBy(() -> store.getAll(keys))
                .withMessage("the key at index 1 of the collection is null");
        assertThatNullPointerException()
                .isThrownBy(() -> store.setAll(values))
                .withMessage("a value in the map is null");
        assertThatNullPointerException()
                .isThrownBy(() -> store.set(key, fixture().value("x"), nothing()))
                .withMessage("the TTL is null");
        assertThatNullPointerException()
                .isThrownBy(() -> store.merge(key, found -> nothing(), Ttl.storeDefault()))
                .withMessage("the function given to merge returned null");
        assertThatNullPointerException()
                .isThrownBy(() -> store.merge(key, found -> nothing()))
                .withMessage("the function given to merge returned null");
    }

    @Rule
    @DisplayName("KEY-06: stores with different namespaces never see each other's entries")
    default void KEY_06_namespaces_areSeparate(Face face) {
        String namespace = newNamespace();
        SessionStore ours = fixture().store(face, builder -> builder.namespace(namespace));
        SessionStore theirs = fixture().store(face, builder -> builder.namespace(namespace + "a"));
        String key = fixture().key();
        ours.set(key, fixture().value("ours"));
        assertKey(theirs, key).isAbsent();
        assertKey(theirs, "a" + key).isAbsent();
        theirs.set(key, fixture().value("theirs"));
        assertKey(ours, key).holds(fixture().value("ours"));
        theirs.delete(key);
        theirs.revoke(key);
        assertKey(ours, key).holds(fixture().value("ours"));
    }

    @Rule
    @DisplayName("KEY-07: Keys.of makes different keys of different lists of components")
    default void KEY_07_keysOf_isInjective(Face face) {
        SplittableRandom random = fixture().random().split();
        Map<String, List<String>> components = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            List<String> list = Stream.generate(() -> component(random))
                    .limit(random.nextInt(1, 4))
                    .toList();
            String key = Keys.of(list.get(0), list.subList(1, list.size()).toArray(String[]::new));
            assertThat(components.computeIfAbsent(key, same -> list)).as(key).isEqualTo(list);
        }
    }

    @Rule
    @DisplayName("KEY-08: one key or value out of bounds refuses a whole bulk call before any I/O")
    default void KEY_08_bulk_withOneOutOfBounds_isRefused(Face face) {
        String key = fixture().key();
        byte[] value = fixture().value(1);
        for (String bad : List.of("", key + "\n", key + "\ud800", padded("x", 1_025))) {
            List<String> keys = List.of(key, bad);
            assertNoRequest(face, store -> store.getAll(keys));
            assertNoRequest(face, store -> store.setAll(Map.of(key, value, bad, value)));
            assertNoRequest(face, store -> store.deleteAll(keys));
            assertNoRequest(face, store -> store.changeTTLAll(keys, Ttl.storeDefault()));
        }
        byte[] tooLarge = new byte[fixture().traits().maxValueBytes() + 1];
        assertNoRequest(face, store -> store.setAll(Map.of(key, value, fixture().key(), tooLarge)));
    }

    private void assertNoRequest(Face face, Consumer<SessionStore> call) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        assertThatThrownBy(() -> call.accept(store)).isInstanceOf(IllegalArgumentException.class);
        assertThat(backend.requests()).as("requests to the backend").isZero();
    }

    private void assertRefused(Face face, String key, Class<? extends Exception> failure) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        for (Verb verb : Verb.values()) {
            assertThatThrownBy(() -> verb.call(store, key)).as(verb.name()).isInstanceOf(failure);
        }
        assertThat(backend.requests()).as("requests to the backend").isZero();
    }

    private void assertAllDifferent(Face face, Stream<String> keys) {
        SessionStore store = fixture().store(face);
        List<String> all = keys.toList();
        IntStream.range(0, all.size())
                .forEach(i -> store.set(all.get(i), fixture().value(i)));
        IntStream.range(0, all.size())
                .forEach(i -> assertKey(store, all.get(i)).holds(fixture().value(i)));
    }

    private String padded(String unit, int bytes) {
        String key = fixture().key();
        int unitBytes = unit.getBytes(StandardCharsets.UTF_8).length;
        int missing = bytes - key.length();
        return key + "-".repeat(missing % unitBytes) + unit.repeat(missing / unitBytes);
    }

    private String newNamespace() {
        return "tck-" + Long.toHexString(fixture().random().nextLong());
    }

    private static String component(SplittableRandom random) {
        List<String> parts = List.of("", "a", ":", "%", "%3A", "%25", "3A", "25");
        return parts.get(random.nextInt(parts.size())) + parts.get(random.nextInt(parts.size()));
    }
}
