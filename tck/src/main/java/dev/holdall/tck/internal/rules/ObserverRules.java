package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.Operation;
import dev.holdall.Outcome;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionStore;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.Result;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Counters;
import dev.holdall.tck.internal.fixture.Background;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.TestTime;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.WaitsForDeadline;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** OBS-01 to OBS-08: observers are notified of every call, when it begins and how it ends. */
public interface ObserverRules extends RuleGroup {

    @Rule
    @DisplayName("OBS-01: observers are notified how every call ended")
    default void OBS_01_everyCall_isReportedWithItsEnd(Face face) {
        Recorder recorder = new Recorder();
        SessionStore store = fixture().store(face, builder -> builder.observer(recorder));
        String key = fixture().key();
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
        store.getOrCompute(key, Ttl.never(), () -> value);
        recorder.assertNext(Operation.GET_OR_COMPUTE, Result.OK, value.length);
        store.merge(key, found -> Optional.of(value), Ttl.never());
        recorder.assertNext(Operation.MERGE, Result.OK, value.length);
        store.delete(key);
        recorder.assertNext(Operation.DELETE, Result.OK, 0);
        store.changeTTL(key, Ttl.never());
        recorder.assertNext(Operation.CHANGE_TTL, Result.ABSENT, 0);
        store.getOrCompute(key, Ttl.never(), () -> value);
        recorder.assertNext(Operation.GET_OR_COMPUTE, Result.ABSENT, value.length);
        store.delete(key);
        recorder.assertNext(Operation.DELETE, Result.OK, 0);
        store.increment(key, 1, 1, Ttl.never());
        recorder.assertNext(Operation.INCREMENT, Result.OK, 0);
        store.increment(key, 1, 1, Ttl.never());
        recorder.assertNext(Operation.INCREMENT, Result.OK, 0);
        store.revoke(key);
        recorder.assertNext(Operation.REVOKE, Result.OK, 0);
        store.increment(key, 1, 1, Ttl.never());
        recorder.assertNext(Operation.INCREMENT, Result.REVOKED, 0);
        store.add(key, value);
        recorder.assertNext(Operation.ADD, Result.REVOKED, value.length);
        store.merge(key, found -> Optional.of(value), Ttl.never());
        recorder.assertNext(Operation.MERGE, Result.REVOKED, 0);
        recorder.assertNoMore();
    }

    @Rule
    @DisplayName("OBS-01: a merge is reported as one call, with the number of its retries")
    default void OBS_01_merge_isReportedAsOneCall(Face face) {
        Recorder recorder = new Recorder();
        SessionStore store = fixture().store(face, builder -> builder.observer(recorder));
        SessionStore other = fixture().store(face);
        String key = fixture().key();
        List<Integer> rounds = new ArrayList<>();
        store.merge(
                key,
                found -> {
                    rounds.add(rounds.size());
                    if (rounds.size() <= 2) {
                        other.set(key, fixture().value(rounds.size()));
                    }
                    return Optional.of(fixture().value("merged"));
                },
                Ttl.storeDefault());
        ObservedCall observed = recorder.next();
        assertThat(observed.call().operation()).isEqualTo(Operation.MERGE);
        assertThat(observed.end().result()).isEqualTo(Result.OK);
        assertThat(observed.end().retries()).as("how often it began again").isEqualTo(2);
        recorder.assertNoMore();
    }

    @Rule
    @DisplayName("OBS-02: observers are notified of a call's beginning on the caller's thread, before anything is sent")
    default void OBS_02_beginningOfACall_isReportedOnTheCallersThread(Face face) {
        FaultyBackend backend = fixture().faulty();
        Recorder recorder = new Recorder(backend::requests);
        SessionStore store = fixture().store(face, backend, builder -> builder.observer(recorder));
        for (Verb verb : Verb.values()) {
            int before = backend.requests();
            verb.attempt(store, fixture().key());
            ObservedCall observed = recorder.next();
            assertThat(observed.call().operation()).isEqualTo(verb.operation());
            assertThat(observed.call().keys()).as("keys of %s", verb).isEqualTo(1);
            assertThat(observed.beganOn())
                    .as("the thread that %s began on", verb)
                    .isSameAs(Thread.currentThread());
            assertThat(observed.requestsBefore())
                    .as("requests before %s began", verb)
                    .isEqualTo(before);
            assertThat(observed.returnedOn())
                    .as("the threads that returned from %s", verb)
                    .containsExactly(Thread.currentThread());
        }
        recorder.assertNoMore();
    }

    @Rule
    @DisplayName("OBS-02: several observers are notified of the return in the reverse order of the beginning")
    default void OBS_02_observers_areNotifiedOfTheReturnInReverseOrder(Face face) {
        List<String> observed = Collections.synchronizedList(new ArrayList<>());
        SessionStore store = fixture()
                .store(
                        face,
                        builder -> builder.observer(named("outer", observed)).observer(named("inner", observed)));
        store.get(fixture().key());
        assertThat(observed).containsExactly("outer begins", "inner begins", "inner returns", "outer returns");
    }

    private static StoreObserver named(String name, List<String> observed) {
        return call -> {
            observed.add(name + " begins");
            return new StoreObserver.Observation() {
                @Override
                public void onReturn() {
                    observed.add(name + " returns");
                }

                @Override
                public void onEnd(StoreObserver.End end) {
                    // The rule says nothing about the order of the ends.
                }
            };
        };
    }

    @Rule
    @DisplayName("OBS-03: a failure is never reported as an absence")
    default void OBS_03_failure_isReportedAsFailure(Face face) {
        RESULTS.forEach((kind, result) -> {
            Recorder recorder = new Recorder();
            FaultyBackend backend = fixture().faulty();
            backend.with(FaultyBackend.failing(() -> FailureRules.failure(kind, Outcome.NOT_APPLIED)));
            SessionStore store = fixture().store(face, backend, builder -> builder.observer(recorder));
            for (Verb verb : Verb.values()) {
                verb.attempt(store, fixture().key());
                ObservedCall observed = recorder.next();
                assertThat(observed.end().result()).as("%s", verb).isEqualTo(result);
                assertThat(observed.end().failedKeys()).as("%s", verb).isEqualTo(1);
            }
            recorder.assertNoMore();
        });
    }

    @Rule
    @DisplayName("OBS-03: a function's exception is reported as the function's")
    default void OBS_03_functionThatFails_isReportedAsSuch(Face face) {
        Recorder recorder = new Recorder();
        SessionStore store = fixture().store(face, builder -> builder.observer(recorder));
        assertThatThrownBy(() -> store.getOrCompute(fixture().key(), Ttl.never(), () -> {
                    throw new IllegalStateException("mine");
                }))
                .hasMessage("mine");
        assertThat(recorder.next().end().result()).isEqualTo(Result.FUNCTION_FAILED);
        recorder.assertNoMore();
    }

    @Rule
    @DisplayName("OBS-04: a bulk call is reported as one call, with its number of keys and how many of them failed")
    default void OBS_04_bulkCall_isReportedAsOneCall(Face face) {
        Recorder recorder = new Recorder();
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder.observer(recorder));
        String key = fixture().key();
        String failing = fixture().key();
        byte[] value = fixture().value("there");
        store.setAll(Map.of(key, value, fixture().key(), value));
        ObservedCall all = recorder.assertNext(Operation.SET_ALL, Result.OK, 2L * value.length);
        assertThat(all.call().keys()).isEqualTo(2);
        backend.withFaultOfKeys(
                fixture().beneath(Set.of(failing)),
                FaultyBackend.failing(() -> FailureRules.failure(Kind.OVERLOADED, Outcome.NOT_APPLIED)));
        assertThatThrownBy(() -> store.getAll(List.of(key, fixture().key(), failing)))
                .isInstanceOf(PartialFailureException.class);
        ObservedCall partial = recorder.next();
        assertThat(partial.call().operation()).isEqualTo(Operation.GET_ALL);
        assertThat(partial.call().keys()).isEqualTo(3);
        assertThat(partial.end().result()).isEqualTo(Result.PARTIAL);
        assertThat(partial.end().failedKeys()).isEqualTo(1);
        recorder.assertNoMore();
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("OBS-05: observers are notified at the deadline of a call that was not answered")
    default void OBS_05_callWithoutAnswer_isReportedAtItsDeadline(Face face) {
        Recorder recorder = new Recorder();
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        SessionStore store = fixture()
                .store(
                        face,
                        backend,
                        builder -> builder.requestTimeout(fixture().deadline()).observer(recorder));
        List<Verb> verbs = List.of(Verb.GET, Verb.SET, Verb.REVOKE, Verb.GET_ALL);
        try (Background background = new Background()) {
            List<Background.Running<Boolean>> calls = verbs.stream()
                    .map(verb ->
                            background.run(() -> verb.attempt(store, fixture().key())))
                    .toList();
            calls.forEach(Background.Running::answer);
        }
        assertThat(Stream.generate(() -> recorder.next().end().result()).limit(verbs.size()))
                .containsOnly(Result.TIMEOUT);
        backend.release();
        recorder.assertNoMore();
    }

    @Test
    @DisplayName("OBS-05: observers are notified of a call whose thread was interrupted")
    default void OBS_05_interruptedCall_isReportedAtOnce() {
        Recorder recorder = new Recorder();
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        SessionStore store = fixture().store(Face.BLOCKING, backend, builder -> builder.observer(recorder));
        Thread.currentThread().interrupt();
        Throwable thrown = catchThrowable(() -> store.get(fixture().key()));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(thrown).isInstanceOf(StoreInterruptedException.class);
        assertThat(recorder.next().end().result()).isEqualTo(Result.INTERRUPTED);
        backend.release();
        recorder.assertNoMore();
    }

    @Rule
    @DisplayName("OBS-06: observers are notified if a backend throws, or returns nothing, instead of answering")
    default void OBS_06_backendThatThrows_isReported(Face face) {
        FaultyBackend.Fault throwing =
                FaultyBackend.throwing(() -> FailureRules.failure(Kind.OVERLOADED, Outcome.UNKNOWN));
        assertObserved(face, throwing, Result.OVERLOADED);
        assertObserved(face, FaultyBackend.withoutStage(), Result.FAILED);
    }

    private void assertObserved(Face face, FaultyBackend.Fault fault, Result result) {
        Recorder recorder = new Recorder();
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder.observer(recorder));
        backend.with(fault);
        for (Verb verb : Verb.values()) {
            verb.attempt(store, fixture().key());
            assertThat(recorder.next().end().result()).as("%s", verb).isEqualTo(result);
        }
        backend.with(FaultyBackend.none());
        backend.withFaultOfBulkRequests(fault);
        for (Verb verb : BulkRules.BULK) {
            verb.attempt(store, fixture().key());
            assertThat(recorder.next().end().result())
                    .as("a bulk request of %s", verb)
                    .isEqualTo(result);
        }
        recorder.assertNoMore();
    }

    @Rule
    @DisplayName("OBS-07: an observer that throws hurts neither the call nor the other observers")
    default void OBS_07_observerThatThrows_affectsNothingElse(Face face) {
        Recorder recorder = new Recorder();
        SessionStore store = fixture()
                .store(
                        face,
                        builder -> builder.observer(new Broken())
                                .observer(call -> new BrokenObservation())
                                .observer(recorder));
        String key = fixture().key();
        store.set(key, fixture().value("new"));
        recorder.assertNext(Operation.SET, Result.OK, fixture().value("new").length);
        assertThat(store.get(key)).contains(fixture().value("new"));
        recorder.assertNext(Operation.GET, Result.OK, fixture().value("new").length);
    }

    @Rule
    @DisplayName("OBS-08: a call that is refused before any I/O is not reported")
    default void OBS_08_refusedCall_isNotReported(Face face) {
        Recorder recorder = new Recorder();
        SessionStore store = fixture().store(face, builder -> builder.observer(recorder));
        for (Verb verb : Verb.values()) {
            assertThatThrownBy(() -> verb.call(store, "")).isInstanceOf(IllegalArgumentException.class);
        }
        recorder.assertNoMore();
    }

    /** The result that an observer sees for each kind of failure. */
    Map<Kind, Result> RESULTS = Map.of(
            Kind.UNAVAILABLE, Result.UNAVAILABLE,
            Kind.TIMEOUT, Result.TIMEOUT,
            Kind.OVERLOADED, Result.OVERLOADED,
            Kind.CORRUPT, Result.CORRUPT,
            Kind.FAILED, Result.FAILED);

    /** What an observer has recorded of one call. */
    record ObservedCall(
            StoreObserver.Call call,
            Thread beganOn,
            int requestsBefore,
            List<Thread> returnedOn,
            StoreObserver.End end) {}

    /**
     * Records the calls and incidents of which it is notified. A call is recorded when the observer knows both its end
     * and its return.
     */
    final class Recorder implements StoreObserver {

        /** Counts the requests that the backend has had. */
        interface Requests {
            int count();
        }

        private final Requests requests;
        private final BlockingQueue<ObservedCall> calls = new LinkedBlockingQueue<>();
        private final BlockingQueue<Incident> incidents = new LinkedBlockingQueue<>();

        Recorder() {
            this(() -> 0);
        }

        Recorder(Requests requests) {
            this.requests = requests;
        }

        @Override
        public Observation onBegin(Call call) {
            Thread beganOn = Thread.currentThread();
            int before = requests.count();
            return new Observation() {

                private final List<Thread> returnedOn = new ArrayList<>();
                private @Nullable End ended;

                @Override
                public synchronized void onReturn() {
                    returnedOn.add(Thread.currentThread());
                    recordIfComplete();
                }

                @Override
                public synchronized void onEnd(End end) {
                    assertThat(ended).as("an end that was reported before").isNull();
                    ended = end;
                    recordIfComplete();
                }

                private void recordIfComplete() {
                    if (ended != null && !returnedOn.isEmpty()) {
                        calls.add(new ObservedCall(call, beganOn, before, returnedOn, ended));
                    }
                }
            };
        }

        @Override
        public void onIncident(String store, Incident incident) {
            incidents.add(incident);
        }

        /** Waits for the next call; the observer may be notified a little after the call has ended. */
        ObservedCall next() {
            return next(calls, "call");
        }

        Incident nextIncident() {
            return next(incidents, "incident");
        }

        ObservedCall assertNext(Operation operation, Result result, long valueBytes) {
            ObservedCall observed = next();
            assertThat(observed.call().store()).isEqualTo("tck");
            assertThat(observed.call().backend()).isEqualTo("under-test");
            assertThat(observed.call().operation()).isEqualTo(operation);
            assertThat(observed.end().result()).as("result of %s", operation).isEqualTo(result);
            assertThat(observed.end().valueBytes())
                    .as("value bytes of %s", operation)
                    .isEqualTo(valueBytes);
            assertThat(observed.end().duration())
                    .as("duration of %s", operation)
                    .isPositive();
            return observed;
        }

        void assertNoMore() {
            assertThat(calls).as("calls more than were made").isEmpty();
        }

        void assertNoClockSkew() {
            assertThat(incidents).as("incidents").doesNotContain(Incident.CLOCK_SKEW);
        }

        void assertNoIncident() {
            assertThat(incidents).as("incidents").isEmpty();
        }

        private static <T> T next(BlockingQueue<T> queue, String what) {
            try {
                T next = queue.poll(TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(next)
                        .as("the next %s of which the observer is notified", what)
                        .isNotNull();
                return next;
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted while waiting for a notification of the observer", e);
            }
        }
    }

    /** An observer that throws when a call begins, and when an incident is reported. */
    final class Broken implements StoreObserver {

        @Override
        public Observation onBegin(Call call) {
            throw new IllegalStateException("the observer is broken: " + call);
        }

        @Override
        public void onIncident(String store, Incident incident) {
            throw new IllegalStateException("the observer is broken: " + incident);
        }
    }

    /** An observation that throws on every notification. */
    final class BrokenObservation implements StoreObserver.Observation {

        @Override
        public void onReturn() {
            throw new IllegalStateException("the observation is broken");
        }

        @Override
        public void onEnd(StoreObserver.End end) {
            throw new IllegalStateException("the observation is broken: " + end);
        }
    }
}
