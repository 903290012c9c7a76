package dev.holdall.cassandra.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.cassandra.TwoDataCenters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls every verb that needs the local data centre alone, and asserts what it answers. */
final class LocalVerbs {

    private static final Ttl HOUR = Ttl.of(Duration.ofHours(1));

    private final SessionStore store;

    private LocalVerbs(SessionStore store) {
        this.store = store;
    }

    static void assertSucceed(SessionStore store) {
        LocalVerbs verbs = new LocalVerbs(store);
        verbs.assertPlain();
        verbs.assertConditional();
        verbs.assertBulk();
    }

    private void assertPlain() {
        String key = TwoDataCenters.key();
        assertThat(store.get(key)).isEmpty();
        store.set(key, bytes("set"));
        assertHas(key, "set");
        Entry seen = store.getEntry(key).orElseThrow();
        assertThat(store.changeTTL(key, HOUR)).isTrue();
        store.update(key, seen.version(), bytes("updated"));
        assertHas(key, "updated");
    }

    private void assertConditional() {
        String key = TwoDataCenters.key();
        assertThat(store.add(key, bytes("added"))).isPresent();
        assertThat(store.add(key, bytes("added again"))).isEmpty();
        Entry seen = store.getEntry(key).orElseThrow();
        assertThat(store.compareAndSet(key, seen.version(), bytes("swapped"))).isPresent();
        assertThat(store.compareAndSet(key, seen.version(), bytes("swapped again")))
                .isEmpty();
        assertThat(store.merge(key, found -> Optional.of(bytes("merged")), Ttl.storeDefault()))
                .isPresent();
        assertHas(key, "merged");
        assertThat(store.getOrCompute(TwoDataCenters.key(), HOUR, () -> bytes("computed")))
                .isEqualTo(bytes("computed"));
        String counter = TwoDataCenters.key();
        assertThat(store.increment(counter, 2, 40, HOUR)).isEqualTo(40);
        assertThat(store.increment(counter, 2, 40, HOUR)).isEqualTo(42);
    }

    private void assertBulk() {
        String one = TwoDataCenters.key();
        String other = TwoDataCenters.key();
        assertThat(store.setAll(Map.of(one, bytes("1"), other, bytes("2")))).containsOnlyKeys(one, other);
        assertThat(store.getAll(List.of(one, other))).containsOnlyKeys(one, other);
        assertThat(store.changeTTLAll(List.of(one, other), HOUR))
                .containsOnly(Map.entry(one, true), Map.entry(other, true));
    }

    private void assertHas(String key, String value) {
        assertThat(store.get(key)).hasValueSatisfying(found -> assertThat(found).isEqualTo(bytes(value)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
