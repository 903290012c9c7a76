package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.spi.ForwardingBackend;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.internal.fixture.Background;
import dev.holdall.tck.internal.fixture.CallOnly;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Race;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.WaitsForDeadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

/** LIF-01, LIF-02, LIF-04, LIF-05: the life cycle of a store. */
public interface LifecycleRules extends RuleGroup {

    @Rule
    @DisplayName("LIF-01: close may be called again, from any thread, and does nothing then")
    default void LIF_01_close_calledAgain_doesNothing(Face face) {
        CountingCloses backend = new CountingCloses(fixture().backend());
        SessionStore raw = fixture().storeWithOwnBackend(builder -> builder.backend("under-test", context -> backend));
        SessionStore store = face.of(raw, fixture().leaks());
        Race.repeat(
                fixture(),
                1,
                race -> race.run(16, racer -> {
                    store.close();
                    return racer;
                }));
        store.close();
        raw.close();
        raw.async().close();
        assertThat(backend.closes.get()).as("how often the backend was closed").isEqualTo(1);
    }

    @Rule
    @DisplayName("LIF-01: close of a store that has closed its backend does nothing")
    default void LIF_01_close_ofStoreWithItsOwnBackend_mayBeCalledAgain(Face face) {
        SessionStore store = own(face);
        store.set(fixture().key(), fixture().value("new"));
        store.close();
        store.close();
        assertThat(catchThrowable(() -> store.get(fixture().key()))).isInstanceOf(IllegalStateException.class);
    }

    @Rule
    @DisplayName("LIF-02: every call after close is an IllegalStateException")
    default void LIF_02_everyCall_afterClose_isRefused(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore raw = fixture().rawStore(backend, builder -> builder);
        raw.close();
        for (SessionStore store : List.of(face.of(raw, fixture().leaks()), CallOnly.of(face, raw))) {
            for (Verb verb : Verb.values()) {
                assertClosed(verb.toString(), () -> verb.call(store, fixture().key()));
            }
            assertClosed("getAll of nothing", () -> store.getAll(List.of()));
            assertClosed("setAll of nothing", () -> store.setAll(Map.of()));
            assertClosed("deleteAll of nothing", () -> store.deleteAll(List.of()));
            assertClosed("changeTTLAll of nothing", () -> store.changeTTLAll(List.of(), Ttl.never()));
        }
        assertThat(backend.requests()).as("requests to the backend").isZero();
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("LIF-04: a call that is under way at close ends, by its deadline at the latest")
    default void LIF_04_callUnderWay_atClose_ends(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        // The calls, each in a thread of its own, need a while on a slow machine until all of them are under way.
        Duration deadline = fixture().deadline().multipliedBy(4);
        SessionStore store = fixture().store(face, backend, builder -> builder.requestTimeout(deadline));
        try (Background background = new Background()) {
            List<Background.Running<Throwable>> calls = new ArrayList<>();
            for (Verb verb : Verb.values()) {
                calls.add(background.start(() -> verb.failure(store, fixture().key())));
            }
            backend.awaitHeld(calls.size());
            store.close();
            calls.forEach(call -> assertThat(call.answer()).isInstanceOf(SessionStoreException.class));
        }
    }

    @Rule
    @DisplayName("LIF-04: a call that is under way when the backend closes is answered rightly, or fails")
    default void LIF_04_callUnderWay_whenTheBackendCloses_isAnsweredCorrectlyOrFails(Face face) {
        SessionStore store = own(face);
        String key = fixture().key();
        store.set(key, fixture().value("there"), Ttl.never());
        AtomicInteger answered = new AtomicInteger();
        try (Background background = new Background()) {
            List<Background.Running<Boolean>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(background.run(() -> readUntilClosed(store, key, answered)));
            }
            while (answered.get() < 100) {
                Thread.onSpinWait();
            }
            store.close();
            readers.forEach(Background.Running::answer);
        }
    }

    @Rule
    @DisplayName("LIF-05: traits are the same for as long as the store is open")
    default void LIF_05_traits_neverChange(Face face) {
        SessionStore store = fixture().store(face);
        String before = store.traits().toString();
        for (Verb verb : Verb.values()) {
            verb.attempt(store, fixture().key());
        }
        assertThat(store.traits()).hasToString(before);
    }

    @Rule
    @DisplayName("LIF-05: traits tell the store's own limits where they are narrower than the backend's")
    default void LIF_05_traits_haveTheStoresOwnLimits(Face face) {
        SessionStore narrowed = fixture()
                .store(
                        face,
                        builder -> builder.maxValueBytes(100)
                                .maxTtl(Duration.ofHours(2))
                                .defaultTtl(Duration.ofHours(1)));
        Traits expected = fixture().traits().toBuilder()
                .maxValueBytes(100)
                .maxTtl(Duration.ofHours(2))
                // A decorator may keep neither maps nor groups, although the backend does.
                .maps(fixture().store(face).traits().maps())
                .groups(fixture().store(face).traits().groups())
                .build();
        assertThat(narrowed.traits()).hasToString(expected.toString());
    }

    private SessionStore own(Face face) {
        return face.of(
                fixture().storeWithOwnBackend(builder -> builder), fixture().leaks());
    }

    /** Reads until the store is closed. A read may fail meanwhile, but it must never find the key absent. */
    private void readUntilClosed(SessionStore store, String key, AtomicInteger answered) {
        boolean open = true;
        while (open) {
            try {
                assertThat(store.get(key))
                        .as("a read beside close")
                        .contains(fixture().value("there"));
            } catch (SessionStoreException e) {
                assertThat(e.outcome()).isEqualTo(Outcome.NOT_APPLIED);
            } catch (IllegalStateException e) {
                open = false;
            }
            answered.incrementAndGet();
        }
    }

    private static void assertClosed(String what, Runnable call) {
        assertThat(catchThrowable(call::run)).as("%s after close", what).isInstanceOf(IllegalStateException.class);
    }

    /** A backend that counts the calls of {@link #close}, and stays open. */
    final class CountingCloses extends ForwardingBackend {

        private final AtomicInteger closes = new AtomicInteger();

        CountingCloses(SessionBackend delegate) {
            super(delegate);
        }

        @Override
        public void close() {
            closes.incrementAndGet();
        }
    }
}
