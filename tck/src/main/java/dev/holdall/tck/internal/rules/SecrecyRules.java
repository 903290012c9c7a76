package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.spi.StoredEntry;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.LeakDetector;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** ERR-06: no message, log line or {@code toString} contains a key or a value. */
public interface SecrecyRules extends RuleGroup {

    @Rule
    @DisplayName("ERR-06: no toString holds a key or a value")
    default void ERR_06_toString_holdsNoKeyAndNoValue(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("new"));
        Entry entry = store.getEntry(key).orElseThrow();
        StoredEntry stored = new StoredEntry(fixture().value("new"), entry.version(), null);
        Stream.of(store, store.async(), store.traits(), entry, stored, Ttl.never(), Ttl.until(Instant.EPOCH))
                .forEach(shown -> assertThat(shown.toString()).matches(text -> !LeakDetector.isLeak(text)));
    }

    /** Runs after all other tests, and searches what they have thrown and logged. */
    @Test
    @Order(Integer.MAX_VALUE)
    @DisplayName("ERR-06: nothing that the whole kit has thrown or logged holds a key or a value")
    default void ERR_06_everythingThrownAndLogged_holdsNoKeyAndNoValue() {
        for (Face face : Face.values()) {
            provoke(face);
        }
        LeakDetector leaks = fixture().leaks();
        assertThat(leaks.thrown()).as("what the kit has provoked").isNotEmpty();
        assertThat(leaks.logged()).as("what the kit has provoked").isNotEmpty();
        assertThat(leaks.leaks()).as("what holds a key or a value").isEmpty();
        assertSearchFinds(leaks);
    }

    /**
     * Calls every verb over a backend whose failures contain keys and values, with keys that are refused, and on a
     * closed store.
     */
    private void provoke(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        RuntimeException cause = new IllegalStateException(LeakDetector.VALUE_MARK);
        backend.with(
                FaultyBackend.failing(() -> new IllegalStateException(fixture().key(), cause)));
        callAll(store, fixture().key());
        for (String bad : List.of("\n", "\u0000", "\ud800", "k".repeat(1_025))) {
            callAll(store, fixture().key() + bad);
        }
        Verb.GET.attempt(
                fixture().store(face, builder -> builder.observer(new ObserverRules.Broken())),
                fixture().key());
        store.close();
        callAll(store, fixture().key());
    }

    private static void callAll(SessionStore store, String key) {
        for (Verb verb : Verb.values()) {
            Throwable failure = catchThrowable(() -> verb.call(store, key));
            assertThat(failure).as("%s doesn't fail", verb).isNotNull();
        }
    }

    /** Checks that the search itself works: it has to find a key that is logged and a value that is thrown now. */
    private static void assertSearchFinds(LeakDetector leaks) {
        LoggerFactory.getLogger(SecrecyRules.class).warn("planted: {}", LeakDetector.KEY_MARK);
        leaks.thrown(new IllegalStateException("planted", new IllegalStateException(LeakDetector.VALUE_MARK)));
        assertThat(leaks.leaks()).as("what was planted").hasSize(2).allMatch(leak -> leak.contains("planted"));
    }
}
