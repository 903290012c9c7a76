package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.Verb.nothing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.CorruptEntryException;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.tck.internal.fixture.CallOnly;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.FaultyBackend.Fault;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.Verb;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** ERR-01, ERR-03, ERR-04, ERR-07, ERR-08, ERR-10, ERR-11: what a caller sees when the backend fails. */
public interface FailureRules extends RuleGroup {

    @Rule
    @DisplayName("ERR-01: where the backend fails, the call fails with the exception for that failure")
    default void ERR_01_failureOfBackend_isFailureOfTheCall(Face face) {
        EXCEPTIONS.forEach((kind, exception) -> {
            for (Fault fault : faults(() -> failure(kind, Outcome.NOT_APPLIED))) {
                FaultyBackend backend = fixture().faulty();
                SessionStore store = fixture().store(face, backend, builder -> builder);
                backend.with(fault);
                for (Verb verb : Verb.values()) {
                    assertThat(verb.failure(store, fixture().key()))
                            .as("%s", verb)
                            .isExactlyInstanceOf(exception);
                }
                backend.withFaultOfWrites(fault);
                for (Verb verb : List.of(Verb.MERGE, Verb.GET_OR_COMPUTE)) {
                    assertThat(verb.failure(store, fixture().key()))
                            .as("the write of %s", verb)
                            .isExactlyInstanceOf(exception);
                }
            }
        });
    }

    @Rule
    @DisplayName("ERR-01: a failure that arrives on another thread is a failure of the call too")
    default void ERR_01_failureOnAnotherThread_isFailureOfTheCall(Face face) {
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        try {
            SessionStore store = failing(
                    face, FaultyBackend.failingOn(elsewhere, () -> failure(Kind.UNAVAILABLE, Outcome.NOT_APPLIED)));
            for (Verb verb : Verb.values()) {
                assertThat(verb.failure(store, fixture().key()))
                        .as("%s", verb)
                        .isExactlyInstanceOf(StoreUnavailableException.class);
            }
        } finally {
            elsewhere.shutdownNow();
        }
    }

    @Rule
    @DisplayName("ERR-03: a write that failed has the outcome that the backend reports")
    default void ERR_03_failureOfWrite_hasTheOutcomeOfTheBackend(Face face) {
        for (Outcome outcome : Outcome.values()) {
            FaultyBackend backend = fixture().faulty();
            backend.withFaultOfWrites(FaultyBackend.failing(() -> failure(Kind.UNAVAILABLE, outcome)));
            SessionStore store = fixture().store(face, backend, builder -> builder);
            for (Verb verb : Verb.WRITING) {
                assertOutcome(verb, verb.failure(store, fixture().key()), outcome);
            }
        }
    }

    @Rule
    @DisplayName("ERR-03: a read that failed is NOT_APPLIED, whatever the backend says")
    default void ERR_03_failureOfRead_isNotApplied(Face face) {
        SessionStore store = failing(face, FaultyBackend.failing(() -> failure(Kind.UNAVAILABLE, Outcome.UNKNOWN)));
        for (Verb verb : Verb.READING) {
            assertOutcome(verb, verb.failure(store, fixture().key()), Outcome.NOT_APPLIED);
        }
    }

    @Rule
    @DisplayName("ERR-03: a merge or getOrCompute whose read failed is NOT_APPLIED")
    default void ERR_03_failureOfReadBeforeWrite_isNotApplied(Face face) {
        SessionStore store = failing(face, FaultyBackend.failing(() -> failure(Kind.TIMEOUT, Outcome.NOT_APPLIED)));
        for (Verb verb : List.of(Verb.MERGE, Verb.GET_OR_COMPUTE)) {
            assertOutcome(verb, verb.failure(store, fixture().key()), Outcome.NOT_APPLIED);
        }
    }

    @Rule
    @DisplayName("ERR-04: a failure names the store, the backend and the operation")
    default void ERR_04_failure_namesStoreBackendAndOperation(Face face) {
        SessionStore store = failing(face, FaultyBackend.failing(() -> failure(Kind.FAILED, Outcome.NOT_APPLIED)));
        for (Verb verb : Verb.values()) {
            String key = fixture().key();
            assertNames(verb, catchThrowable(() -> verb.call(store, key)));
            assertNames(verb, verb.failure(store, key));
        }
    }

    @Test
    @DisplayName("ERR-07: the stack trace of a failure of the blocking face names its caller")
    default void ERR_07_failureOnTheBlockingFace_namesItsCaller() {
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        try {
            Supplier<RuntimeException> failure = () -> failure(Kind.UNAVAILABLE, Outcome.NOT_APPLIED);
            for (Fault fault : List.of(FaultyBackend.failing(failure), FaultyBackend.failingOn(elsewhere, failure))) {
                SessionStore store = failing(Face.BLOCKING, fault);
                for (Verb verb : Verb.values()) {
                    assertThat(catchThrowable(() -> verb.call(store, fixture().key()))
                                    .getStackTrace())
                            .as("stack trace of a failed %s", verb)
                            .anyMatch(frame -> frame.getClassName().equals(Verb.class.getName())
                                    && frame.getMethodName().equals("call"));
                }
            }
        } finally {
            elsewhere.shutdownNow();
        }
    }

    @Rule
    @DisplayName("ERR-08: programming errors are thrown by the call itself")
    default void ERR_08_programmingError_isThrownByTheCallItself(Face face) {
        SessionStore store = CallOnly.of(face, fixture().rawStore(fixture().backend(), builder -> builder));
        Ttl ttl = Ttl.never();
        byte[] value = fixture().value("new");
        byte[] tooLarge = new byte[store.traits().maxValueBytes() + 1];
        for (Verb verb : Verb.values()) {
            assertThrown(verb, NullPointerException.class, () -> verb.call(store, nothing()));
            assertThrown(verb, IllegalArgumentException.class, () -> verb.call(store, ""));
        }
        for (Verb verb : Verb.WITH_VALUE) {
            String key = fixture().key();
            assertThrown(verb, NullPointerException.class, () -> verb.call(store, key, Verb.SEEN, nothing(), ttl));
            assertThrown(verb, IllegalArgumentException.class, () -> verb.call(store, key, Verb.SEEN, tooLarge, ttl));
        }
        for (Verb verb : Verb.WITH_TTL) {
            assertThrown(
                    verb,
                    NullPointerException.class,
                    () -> verb.call(store, fixture().key(), Verb.SEEN, value, nothing()));
        }
    }

    @Rule
    @DisplayName("ERR-08: a null function, version, collection or map is thrown by the call itself")
    default void ERR_08_nullArgument_isThrownByTheCallItself(Face face) {
        SessionStore store = CallOnly.of(face, fixture().rawStore(fixture().backend(), builder -> builder));
        String key = fixture().key();
        byte[] value = fixture().value("new");
        Map<Verb, Runnable> calls = Map.of(
                Verb.UPDATE, () -> store.update(key, nothing(), value),
                Verb.COMPARE_AND_SET, () -> store.compareAndSet(key, nothing(), value),
                Verb.MERGE, () -> store.merge(key, nothing()),
                Verb.GET_OR_COMPUTE, () -> store.getOrCompute(key, Ttl.never(), nothing()),
                Verb.GET_ALL, () -> store.getAll(nothing()),
                Verb.SET_ALL, () -> store.setAll(nothing()),
                Verb.DELETE_ALL, () -> store.deleteAll(nothing()),
                Verb.CHANGE_TTL_ALL, () -> store.changeTTLAll(nothing(), Ttl.never()),
                Verb.TRY_LOCK, () -> store.tryLock(key, nothing(), Duration.ofHours(1)));
        calls.forEach((verb, call) -> assertThrown(verb, NullPointerException.class, call));
        assertThrown(Verb.GET, NullPointerException.class, () -> store.get(key, nothing()));
        assertThrown(Verb.GET_ENTRY, NullPointerException.class, () -> store.getEntry(key, nothing()));
    }

    @Rule
    @DisplayName("ERR-10: a backend that throws something else is a SessionStoreException, UNKNOWN for a write")
    default void ERR_10_backendThatThrowsSomethingElse_isFailureOfTheCall(Face face) {
        List<Supplier<RuntimeException>> failures = List.of(
                () -> new IllegalStateException(
                        "key " + fixture().key(), new RuntimeException(fixture().key())),
                () -> new CompletionException(
                        new IllegalStateException("key " + fixture().key())),
                () -> new IllegalArgumentException("key " + fixture().key()),
                () -> new NullPointerException("key " + fixture().key()),
                () -> new CancellationException("key " + fixture().key()));
        for (Supplier<RuntimeException> failure : failures) {
            for (Fault fault : faults(failure)) {
                assertBroken(face, fault, failure.get().getClass().getSimpleName());
            }
        }
    }

    @Rule
    @DisplayName(
            "ERR-10: a backend that returns no stage, or no answer, is a SessionStoreException, UNKNOWN for a write")
    default void ERR_10_backendThatAnswersNothing_isFailureOfTheCall(Face face) {
        assertBroken(face, FaultyBackend.withoutStage(), "no stage");
        assertBroken(face, FaultyBackend.answering(null), "no answer");
    }

    @Rule
    @DisplayName("ERR-11: a thousand failures leave the store usable")
    default void ERR_11_failures_leaveTheStoreUsable(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        Supplier<RuntimeException> failure = () -> failure(Kind.UNAVAILABLE, Outcome.NOT_APPLIED);
        for (Fault fault : List.of(
                FaultyBackend.failing(failure), FaultyBackend.throwing(failure), FaultyBackend.withoutStage())) {
            backend.with(fault);
            for (int i = 0; i < 10; i++) {
                for (Verb verb : Verb.values()) {
                    verb.attempt(store, fixture().key());
                }
            }
            backend.with(FaultyBackend.none());
            String key = fixture().key();
            store.set(key, fixture().value("new"));
            assertThat(store.get(key)).as("after failures").contains(fixture().value("new"));
        }
    }

    /** The exception that a caller gets for each kind of failure. */
    Map<Kind, Class<? extends SessionStoreException>> EXCEPTIONS = Map.of(
            Kind.UNAVAILABLE, StoreUnavailableException.class,
            Kind.TIMEOUT, StoreTimeoutException.class,
            Kind.OVERLOADED, StoreOverloadedException.class,
            Kind.CORRUPT, CorruptEntryException.class,
            Kind.FAILED, SessionStoreException.class);

    /** Returns a failure of the type with which a backend has to report one. */
    static RuntimeException failure(Kind kind, Outcome outcome) {
        return new BackendException(kind, outcome, "the test made it fail", null);
    }

    private SessionStore failing(Face face, Fault fault) {
        FaultyBackend backend = fixture().faulty();
        backend.with(fault);
        return fixture().store(face, backend, builder -> builder);
    }

    /** Returns two faults: one with the failure in a stage, one that throws it. */
    private static List<Fault> faults(Supplier<RuntimeException> failure) {
        return List.of(FaultyBackend.failing(failure), FaultyBackend.throwing(failure));
    }

    /**
     * Checks that every verb fails, and that a verb that writes is {@code UNKNOWN} if its write fails this way, since
     * something may have been written.
     */
    private void assertBroken(Face face, Fault fault, String what) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = fixture().store(face, backend, builder -> builder);
        for (Verb verb : Verb.values()) {
            backend.with(fault);
            assertThat(verb.failure(store, fixture().key()))
                    .as("%s: %s", what, verb)
                    .isInstanceOf(SessionStoreException.class);
            if (verb.writes()) {
                backend.withFaultOfWrites(fault);
            }
            assertOutcome(
                    verb, verb.failure(store, fixture().key()), verb.writes() ? Outcome.UNKNOWN : Outcome.NOT_APPLIED);
        }
    }

    private static void assertOutcome(Verb verb, Throwable failure, Outcome outcome) {
        assertThat(failure).as("%s", verb).isInstanceOf(SessionStoreException.class);
        assertThat(((SessionStoreException) failure).outcome())
                .as("outcome of a failed %s", verb)
                .isEqualTo(outcome);
    }

    private static void assertNames(Verb verb, Throwable failure) {
        assertThat(failure).as("%s", verb).isInstanceOf(SessionStoreException.class);
        SessionStoreException named = (SessionStoreException) failure;
        assertThat(named.store()).isEqualTo("tck");
        assertThat(named.backend()).isEqualTo("under-test");
        assertThat(named.operation()).isEqualTo(verb.operation());
        assertThat(named).hasMessageStartingWith("tck/under-test: " + verb.operation() + ": ");
    }

    private void assertThrown(Verb verb, Class<? extends Throwable> expected, Runnable call) {
        Throwable thrown = catchThrowable(call::run);
        assertThat(thrown).as("thrown by the call of %s itself", verb).isInstanceOf(expected);
        fixture().leaks().thrown(thrown);
    }
}
