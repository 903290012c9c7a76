package dev.holdall.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.config.SessionStores;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bulk calls with more keys than a backend can handle within their deadline. The only limit of this backend is the
 * processor.
 */
class LargeBulkCallTest {

    private static final byte[] VALUE = "value".getBytes(UTF_8);

    @ParameterizedTest
    @ValueSource(ints = {10_000, 100_000, 1_000_000})
    void setAll_accountsForEveryKey_andStoresNoneAfterItsEnd(int keys) {
        Map<String, byte[]> values = values(keys);
        try (SessionStore store = SessionStores.builder("sessions")
                .backend("memory")
                .requestTimeout(Duration.ofMillis(100))
                .open()) {
            try {
                assertThat(store.setAll(values)).hasSize(keys);
            } catch (PartialFailureException e) {
                assertThat(e.done().size() + e.failures().size()).isEqualTo(keys);
                assertThat(distinct(e.failures().values()))
                        .as("failures, however many keys have each")
                        .hasSizeLessThan(5);
                assertThat(some(e.done()))
                        .allSatisfy(key -> assertThat(store.get(key)).isPresent());
                assertNotStored(store, notSent(e));
            } catch (StoreTimeoutException e) {
                assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                assertNotStored(store, List.copyOf(values.keySet()));
            }
        }
    }

    private static List<String> notSent(PartialFailureException failure) {
        return failure.failures().entrySet().stream()
                .filter(each -> each.getValue().outcome() == Outcome.NOT_APPLIED)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void assertNotStored(SessionStore store, List<String> keys) {
        assertThat(some(keys)).allSatisfy(key -> assertThat(store.get(key)).isEmpty());
        List<String> last = keys.subList(Math.max(0, keys.size() - 1_000), keys.size());
        assertThat(last).allSatisfy(key -> assertThat(store.get(key)).isEmpty());
    }

    private static Set<String> some(Collection<String> keys) {
        Set<String> some = new HashSet<>();
        keys.stream().limit(1_000).forEach(some::add);
        return some;
    }

    private static Set<SessionStoreException> distinct(Collection<SessionStoreException> failures) {
        Set<SessionStoreException> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
        distinct.addAll(failures);
        return distinct;
    }

    private static Map<String, byte[]> values(int keys) {
        Map<String, byte[]> values = new LinkedHashMap<>();
        for (int i = 0; i < keys; i++) {
            values.put("key-" + i, VALUE);
        }
        return values;
    }
}
