package dev.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Result;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Counters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;

/** ERR-01, ERR-02, ERR-11 for observers: they are told of every request how it ended. */
interface ObserverRules extends RuleGroup {

    @Rule
    @DisplayName("ERR-01: observers are told of every request how it ended")
    default void observer_isToldHowEachRequestEnded(Face face) {
        Recorder recorder = new Recorder();
        SessionStore store = bench().store(face, builder -> builder.observer(recorder));
        String key = bench().key();
        byte[] value = Counters.format(41);
        store.get(key);
        recorder.assertNext(Operation.GET, Result.ABSENT, 0);
        store.set(key, value);
        recorder.assertNext(Operation.SET, Result.OK, value.length);
        store.get(key);
        recorder.assertNext(Operation.GET, Result.OK, value.length);
        Version seen = store.getEntry(key).orElseThrow().version();
        recorder.assertNext(Operation.GET_ENTRY, Result.OK, value.length);
        store.add(key, value);
        recorder.assertNext(Operation.ADD, Result.CONFLICT, value.length);
        store.compareAndSet(key, seen, value);
        recorder.assertNext(Operation.COMPARE_AND_SET, Result.OK, value.length);
        store.compareAndSet(key, Verb.SEEN, value);
        recorder.assertNext(Operation.COMPARE_AND_SET, Result.CONFLICT, value.length);
        store.update(key, seen, value);
        recorder.assertNext(Operation.UPDATE, Result.OK, value.length);
        store.changeTTL(key, Ttl.never());
        recorder.assertNext(Operation.CHANGE_TTL, Result.OK, 0);
        store.delete(key);
        recorder.assertNext(Operation.DELETE, Result.OK, 0);
        store.changeTTL(key, Ttl.never());
        recorder.assertNext(Operation.CHANGE_TTL, Result.ABSENT, 0);
        store.revoke(key);
        recorder.assertNext(Operation.REVOKE, Result.OK, 0);
        store.add(key, value);
        recorder.assertNext(Operation.ADD, Result.REVOKED, value.length);
        recorder.assertNoMore();
    }

    @Rule
    @DisplayName("ERR-01: to an observer, too, a failure is no absence")
    default void observer_isToldOfFailuresAsFailures(Face face) {
        RESULTS.forEach((kind, result) -> {
            Recorder recorder = new Recorder();
            FaultyBackend backend = bench().faulty();
            backend.with(FaultyBackend.failing(() -> FailureRules.failure(kind, Outcome.NOT_APPLIED)));
            SessionStore store = bench().store(face, backend, builder -> builder.observer(recorder));
            for (Verb verb : Verb.values()) {
                verb.attempt(store, bench().key());
                assertThat(recorder.next().result()).as("%s", verb).isEqualTo(result);
            }
            recorder.assertNoMore();
        });
    }

    @Rule
    @DisplayName("ERR-01: a bulk call shows to observers as one request a key")
    default void observer_isToldOfEachKeyOfBulkCall(Face face) {
        Recorder recorder = new Recorder();
        FaultyBackend backend = bench().faulty();
        SessionStore store = bench().store(face, backend, builder -> builder.observer(recorder));
        String key = bench().key();
        String failing = bench().key();
        store.set(key, bench().value("there"));
        recorder.next();
        backend.withFaultByKey(each -> each.equals(failing)
                ? FaultyBackend.failing(() -> FailureRules.failure(Kind.OVERLOADED, Outcome.NOT_APPLIED))
                : FaultyBackend.none());
        assertThatThrownBy(() -> store.getAll(List.of(key, bench().key(), failing)))
                .isInstanceOf(PartialFailureException.class);
        assertThat(List.of(
                        recorder.next().result(),
                        recorder.next().result(),
                        recorder.next().result()))
                .containsExactlyInAnyOrder(Result.OK, Result.ABSENT, Result.OVERLOADED);
        recorder.assertNoMore();
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("ERR-02: observers are told at the deadline of a request that was not answered")
    default void observer_isToldOfRequestWithoutAnswer(Face face) {
        Recorder recorder = new Recorder();
        FaultyBackend backend = bench().faulty();
        backend.with(backend.holding());
        SessionStore store = bench().store(
                        face,
                        backend,
                        builder -> builder.requestTimeout(bench().deadline()).observer(recorder));
        List<Verb> verbs = List.of(Verb.GET, Verb.SET, Verb.REVOKE, Verb.GET_ALL);
        try (Background background = new Background()) {
            List<Background.Running<Boolean>> calls = verbs.stream()
                    .map(verb -> background.run(() -> verb.attempt(store, bench().key())))
                    .toList();
            calls.forEach(Background.Running::answer);
        }
        assertThat(Stream.generate(() -> recorder.next().result()).limit(verbs.size()))
                .containsOnly(Result.TIMEOUT);
        backend.release();
        recorder.assertNoMore();
    }

    @Rule
    @DisplayName("ERR-11: an observer that throws hurts neither the call nor the other observers")
    default void observerThatThrows_hurtsNobody(Face face) {
        Recorder recorder = new Recorder();
        SessionStore store =
                bench().store(face, builder -> builder.observer(new Broken()).observer(recorder));
        String key = bench().key();
        store.set(key, bench().value("new"));
        recorder.assertNext(Operation.SET, Result.OK, bench().value("new").length);
        assertThat(store.get(key)).contains(bench().value("new"));
        recorder.assertNext(Operation.GET, Result.OK, bench().value("new").length);
    }

    /** What an observer is told of each kind of failure. */
    Map<Kind, Result> RESULTS = Map.of(
            Kind.UNAVAILABLE, Result.UNAVAILABLE,
            Kind.TIMEOUT, Result.TIMEOUT,
            Kind.OVERLOADED, Result.OVERLOADED,
            Kind.CORRUPT, Result.CORRUPT,
            Kind.FAILED, Result.FAILED);

    /** Keeps what it is told. */
    final class Recorder implements StoreObserver {

        private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
        private final BlockingQueue<Incident> incidents = new LinkedBlockingQueue<>();

        @Override
        public void onRequest(Request request) {
            requests.add(request);
        }

        @Override
        public void onIncident(String store, Incident incident) {
            incidents.add(incident);
        }

        /** The next request; it may be told of a little after the call has ended. */
        Request next() {
            return next(requests, "request");
        }

        Incident nextIncident() {
            return next(incidents, "incident");
        }

        void assertNext(Operation operation, Result result, long valueBytes) {
            Request request = next();
            assertThat(request.store()).isEqualTo("tck");
            assertThat(request.backend()).isEqualTo("under-test");
            assertThat(request.operation()).isEqualTo(operation);
            assertThat(request.result()).as("result of %s", operation).isEqualTo(result);
            assertThat(request.valueBytes()).as("value bytes of %s", operation).isEqualTo(valueBytes);
        }

        void assertNoMore() {
            assertThat(requests).as("requests more than were made").isEmpty();
        }

        void assertNoIncident() {
            assertThat(incidents).as("incidents").isEmpty();
        }

        private static <T> T next(BlockingQueue<T> queue, String what) {
            try {
                T next = queue.poll(Bench.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(next)
                        .as("the next %s that the observer is told of", what)
                        .isNotNull();
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for what the observer is told", e);
            }
        }
    }

    /** Throws whatever it is told. */
    final class Broken implements StoreObserver {

        @Override
        public void onRequest(Request request) {
            throw new IllegalStateException("the observer is broken: " + request);
        }

        @Override
        public void onIncident(String store, Incident incident) {
            throw new IllegalStateException("the observer is broken: " + incident);
        }
    }
}
