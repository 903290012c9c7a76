package dev.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Keys;
import dev.holdall.SessionStore;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;

/** KEY-01 to KEY-08: which keys there are, and which are the same. */
interface KeyRules extends RuleGroup {

    @Rule
    @DisplayName("KEY-01: a key has 1 to 1,024 bytes as UTF-8")
    default void key_ofOneTo1024Bytes_isTaken(Face face) {
        SessionStore store = bench().store(face);
        for (String key : List.of("k", "k".repeat(1_024), "é".repeat(512), "€".repeat(341) + "k", "😀".repeat(256))) {
            store.set(key, bench().value(key.length()));
            assertThat(store.get(key)).hasValueSatisfying(v -> assertThat(v).isEqualTo(bench().value(key.length())));
            store.delete(key);
        }
    }

    @Rule
    @DisplayName("KEY-01: an empty key and one of more than 1,024 bytes are refused before any I/O")
    default void key_outOfBounds_isRefused(Face face) {
        for (String key : List.of("", "k".repeat(1_025), "é".repeat(513), "€".repeat(342), "😀".repeat(256) + "k")) {
            assertRefused(face, key);
        }
    }

    @Rule
    @DisplayName("KEY-02: keys are the same only if their characters are")
    default void keys_thatLookAlike_areDifferent(Face face) {
        SessionStore store = bench().store(face);
        String key = bench().key();
        List<String> alike =
                List.of(key + "é", key + "é", key + "E", key + "e", key + " ", key + "  ", key + "😀", key);
        alike.forEach(each -> store.set(each, bench().value(each.length() + ":" + alike.indexOf(each))));
        alike.forEach(each -> assertThat(store.get(each))
                .hasValueSatisfying(
                        v -> assertThat(v).isEqualTo(bench().value(each.length() + ":" + alike.indexOf(each)))));
    }

    private void assertRefused(Face face, String key) {
        FaultyBackend backend = bench().faulty();
        SessionStore store = bench().store(face, backend, builder -> builder);
        assertThatThrownBy(() -> store.get(key)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.set(key, bench().value(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.setAll(Map.of(key, bench().value(1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.revoke(key)).isInstanceOf(IllegalArgumentException.class);
        assertThat(backend.requests()).isZero();
    }

    @Rule
    @DisplayName("KEY-07: Keys.of makes different keys of different lists of components")
    default void keysOf_isInjective(Face face) {
        assertThat(List.of(
                        Keys.of("a", "b"),
                        Keys.of("a:b"),
                        Keys.of("a%3Ab"),
                        Keys.of("a", "", "b"),
                        Keys.of("a", "b", "")))
                .doesNotHaveDuplicates();
    }
}
