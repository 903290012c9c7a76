package dev.holdall.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.config.SessionStores;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A bulk call with more keys than can be done within its deadline, on a backend whose only limit is the processor. */
class LargeBulkCallTest {

    private static final int KEYS = 1_000_000;
    private static final byte[] VALUE = "value".getBytes(UTF_8);

    @Test
    void setAll_accountsForEveryKey_andStoresNoneAfterItsEnd() {
        Map<String, byte[]> values = values();
        try (SessionStore store = SessionStores.builder("sessions")
                .backend("memory")
                .requestTimeout(Duration.ofMillis(100))
                .open()) {
            Set<String> done = new HashSet<>();
            Map<String, SessionStoreException> failures = Map.of();
            try {
                done.addAll(store.setAll(values).keySet());
            } catch (PartialFailureException e) {
                done.addAll(e.done());
                failures = e.failures();
            }

            assertThat(done.size() + failures.size()).isEqualTo(KEYS);
            assertThat(distinct(failures))
                    .as("failures, however many keys have each")
                    .hasSizeLessThan(5);
            assertStored(store, done, failures);
        }
    }

    /** What was answered is there, and what was not sent is not. Some of both are looked at. */
    private static void assertStored(
            SessionStore store, Set<String> done, Map<String, SessionStoreException> failures) {
        assertThat(done.stream().limit(1_000))
                .allSatisfy(key -> assertThat(store.get(key)).isPresent());
        List<String> notSent = failures.entrySet().stream()
                .filter(failure -> failure.getValue().outcome() == Outcome.NOT_APPLIED)
                .map(Map.Entry::getKey)
                .toList();
        assertThat(notSent.stream().skip(Math.max(0, notSent.size() - 1_000)))
                .allSatisfy(key -> assertThat(store.get(key)).isEmpty());
        assertThat(notSent.stream().limit(1_000))
                .allSatisfy(key -> assertThat(store.get(key)).isEmpty());
    }

    private static Set<SessionStoreException> distinct(Map<String, SessionStoreException> failures) {
        Set<SessionStoreException> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(failures.values());
        return distinct;
    }

    private static Map<String, byte[]> values() {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (int i = 0; i < KEYS; i++) {
            values.put("key-" + i, VALUE);
        }
        return values;
    }
}
