package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreInterruptedException;
import dev.holdall.StoreLock;
import dev.holdall.StoreTimeoutException;
import dev.holdall.Ttl;
import dev.holdall.spi.WriteResult;
import dev.holdall.tck.internal.fixture.Background;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.TestTime;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.fixture.WaitsForDeadline;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * ERR-02, ERR-03, ERR-05, ERR-09, ERR-12, ERR-13: what a caller sees when the backend doesn't answer, or answers late.
 */
public interface DeadlineRules extends RuleGroup {

    @Rule
    @WaitsForDeadline
    @DisplayName("ERR-02: every call ends by its deadline, with StoreTimeoutException if there is no answer")
    default void ERR_02_callWithoutAnswer_endsByItsDeadline(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        failures(impatient(face, backend), List.of(Verb.values()))
                .forEach((verb, failure) ->
                        assertThat(failure).as("%s", verb).isInstanceOf(StoreTimeoutException.class));
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("ERR-02: a call ends by its deadline also while another one waits for a lock for longer")
    default void ERR_02_callWithoutAnswer_besideOneThatWaitsForALock_endsByItsDeadline(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.withFaults(backend.holding(), FaultyBackend.answering(WriteResult.CONFLICT));
        SessionStore store = impatient(face, backend);
        try (Background background = new Background()) {
            Background.Running<Optional<StoreLock>> waiting =
                    background.start(() -> store.tryLock(fixture().key(), Duration.ofDays(1), Duration.ofHours(1)));
            backend.awaitRequests(2);
            assertThat(Verb.GET.failure(store, fixture().key())).isInstanceOf(StoreTimeoutException.class);
            backend.with(FaultyBackend.none());
            assertThat(waiting.answer()).isPresent();
        }
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("ERR-02: a tryLock whose attempt isn't answered ends by the deadline of that attempt")
    default void ERR_02_tryLockWithoutAnswer_endsByTheDeadlineOfItsAttempt(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        SessionStore store = impatient(face, backend);
        assertThatThrownBy(() -> store.tryLock(fixture().key(), Duration.ofDays(1), Duration.ofHours(1)))
                .isInstanceOfSatisfying(
                        StoreTimeoutException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
    }

    @Rule // This test runs alone, without @WaitsForDeadline: it keeps a processor busy until the deadline.
    @DisplayName("ERR-02: a merge that always meets another's write ends by its deadline")
    default void ERR_02_mergeThatNeverWins_endsByItsDeadline(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.withFaultOfWrites(FaultyBackend.answering(WriteResult.CONFLICT));
        SessionStore store = impatient(face, backend);
        assertThat(Verb.MERGE.failure(store, fixture().key())).isInstanceOf(StoreTimeoutException.class);
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("ERR-03: a call that hung before any write is NOT_APPLIED")
    default void ERR_03_callThatHungBeforeAnyWrite_isNotApplied(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        failures(impatient(face, backend), READING_FIRST)
                .forEach((verb, failure) -> assertOutcome(verb, failure, Outcome.NOT_APPLIED));
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("ERR-03: a call that hung in a write is UNKNOWN")
    default void ERR_03_callThatHungInItsWrite_hasUnknownOutcome(Face face) {
        FaultyBackend backend = fixture().faulty();
        backend.withFaultOfWrites(backend.holding());
        // What a call reads before it writes has to be answered within the deadline, also on a slow machine.
        Duration longer = fixture().deadline().multipliedBy(2);
        SessionStore store = fixture().store(face, backend, builder -> builder.requestTimeout(longer));
        failures(store, Verb.WRITING).forEach((verb, failure) -> assertOutcome(verb, failure, Outcome.UNKNOWN));
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("ERR-03: a merge or getOrCompute that timed out as NOT_APPLIED writes nothing later")
    default void ERR_03_callThatHungBeforeItsWrite_writesNothingLater(Face face) throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            FaultyBackend backend = fixture().faulty();
            backend.with(backend.holding());
            SessionStore store = fixture()
                    .store(
                            face,
                            backend,
                            builder ->
                                    builder.requestTimeout(fixture().deadline()).executor(executor));
            String key = fixture().key();
            failures(store, List.of(Verb.MERGE, Verb.GET_OR_COMPUTE), () -> key)
                    .forEach((verb, failure) -> assertOutcome(verb, failure, Outcome.NOT_APPLIED));
            backend.with(FaultyBackend.none());
            backend.release();
            executor.shutdown();
            assertThat(executor.awaitTermination(TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(backend.requests())
                    .as("requests: the two reads, unless the machine was too busy to send them in time")
                    .isLessThanOrEqualTo(2);
            assertThat(fixture().store(face).get(key)).isEmpty();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    @DisplayName("ERR-05: a waiting thread that is interrupted gets StoreInterruptedException, and keeps its flag")
    default void ERR_05_waitingThread_thatIsInterrupted_keepsItsFlag() {
        for (Verb verb : Verb.values()) {
            FaultyBackend backend = fixture().faulty();
            backend.with(backend.holding());
            SessionStore store = fixture().store(Face.BLOCKING, backend, builder -> builder);
            try (Background background = new Background()) {
                Background.Running<Boolean> waiting = background.start(() -> {
                    Throwable failure =
                            catchThrowable(() -> verb.call(store, fixture().key()));
                    assertThat(failure).as("%s", verb).isExactlyInstanceOf(StoreInterruptedException.class);
                    assertOutcome(verb, failure, outcomeOfHanging(verb));
                    return Thread.currentThread().isInterrupted();
                });
                backend.awaitHeld(1);
                waiting.thread().interrupt();
                assertThat(waiting.answer()).as("interrupt flag after %s", verb).isTrue();
            }
        }
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("ERR-09: an answer that arrives after the deadline changes nothing for later calls")
    default void ERR_09_lateAnswer_changesNothingForLaterCalls(Face face) {
        FaultyBackend backend = fixture().faulty();
        SessionStore store = impatient(face, backend);
        String key = fixture().key();
        String absent = fixture().key();
        fixture().store(face).set(key, fixture().value("old"));
        backend.with(backend.holding());
        try (Background background = new Background()) {
            Background.Running<Throwable> ofAbsent = background.start(() -> Verb.GET.failure(store, absent));
            failures(store, List.of(Verb.values()));
            assertThat(ofAbsent.answer()).isInstanceOf(StoreTimeoutException.class);
        }
        backend.with(FaultyBackend.none());
        backend.release();
        assertThat(store.get(key)).contains(fixture().value("old"));
        assertThat(store.get(absent)).isEmpty();
    }

    @Test
    @DisplayName("ERR-09: a stage that has failed at the deadline stays as it is when the answer arrives")
    default void ERR_09_lateAnswer_changesNoStage() {
        FaultyBackend backend = fixture().faulty();
        backend.with(backend.holding());
        SessionStore store = fixture()
                .rawStore(backend, builder -> builder.requestTimeout(fixture().deadline()));
        CompletableFuture<Optional<byte[]>> stage =
                store.async().get(fixture().key()).toCompletableFuture();
        Throwable before = catchThrowable(stage::join);
        backend.release();
        assertThat(before.getCause()).isInstanceOf(StoreTimeoutException.class);
        assertThat(catchThrowable(stage::join).getCause()).isSameAs(before.getCause());
    }

    @Test
    @DisplayName("ERR-12: a thread that waits for an answer only waits, also one of a ForkJoinPool")
    default void ERR_12_waitingThread_ofAForkJoinPool_runsNoOtherTask() throws Exception {
        ForkJoinPool pool = new ForkJoinPool(1);
        try (Background background = new Background()) {
            for (Verb verb : Verb.values()) {
                FaultyBackend backend = fixture().faulty();
                backend.with(backend.holding());
                SessionStore store = fixture().store(Face.BLOCKING, backend, builder -> builder);
                Background.Running<Boolean> releasing = background.run(() -> {
                    backend.awaitHeld(1);
                    backend.with(FaultyBackend.none());
                    backend.release();
                });
                boolean ranMeanwhile = pool.submit(() -> {
                            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> {}, pool);
                            verb.attempt(store, fixture().key());
                            return other.isDone();
                        })
                        .get(TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                assertThat(releasing.answer()).isTrue();
                assertThat(ranMeanwhile).as("another task ran within %s", verb).isFalse();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    @DisplayName("ERR-13: a function on the asynchronous face inherits nothing from the thread that calls")
    default void ERR_13_function_onTheAsynchronousFace_inheritsNothing() {
        InheritableThreadLocal<String> user = new InheritableThreadLocal<>();
        SessionStore store = fixture().rawStore(fixture().backend(), builder -> builder);
        user.set("alice");
        try {
            // Eight functions run at the same time, so that some of them need a new thread.
            CountDownLatch together = new CountDownLatch(8);
            List<CompletableFuture<byte[]>> answers = Stream.generate(() -> store.async()
                            .getOrCompute(fixture().key(), Ttl.never(), () -> {
                                meet(together);
                                return fixture().value(String.valueOf(user.get()));
                            })
                            .toCompletableFuture())
                    .limit(8)
                    .toList();
            assertThat(answers)
                    .allSatisfy(answer ->
                            assertThat(answer.join()).isEqualTo(fixture().value("null")));
        } finally {
            user.remove();
        }
    }

    private static void meet(CountDownLatch latch) {
        latch.countDown();
        try {
            assertThat(latch.await(TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The verbs whose first request is a read. */
    List<Verb> READING_FIRST = List.of(
            Verb.GET,
            Verb.GET_LATEST,
            Verb.GET_ENTRY,
            Verb.GET_ENTRY_LATEST,
            Verb.MERGE,
            Verb.GET_OR_COMPUTE,
            Verb.GET_ALL);

    private SessionStore impatient(Face face, FaultyBackend backend) {
        return fixture()
                .store(
                        face,
                        backend,
                        builder -> builder.requestTimeout(fixture().deadline()));
    }

    /**
     * Returns the failure of each verb. All verbs are called at the same time, so that the test waits for one deadline.
     */
    private Map<Verb, Throwable> failures(SessionStore store, Collection<Verb> verbs) {
        return failures(store, verbs, () -> fixture().key());
    }

    private Map<Verb, Throwable> failures(SessionStore store, Collection<Verb> verbs, Supplier<String> keys) {
        Map<Verb, Background.Running<Throwable>> running = new EnumMap<>(Verb.class);
        Map<Verb, Throwable> failures = new EnumMap<>(Verb.class);
        try (Background background = new Background()) {
            verbs.forEach(verb -> running.put(verb, background.start(() -> verb.failure(store, keys.get()))));
            running.forEach((verb, call) -> failures.put(verb, call.answer()));
        }
        return failures;
    }

    private static Outcome outcomeOfHanging(Verb verb) {
        return READING_FIRST.contains(verb) ? Outcome.NOT_APPLIED : Outcome.UNKNOWN;
    }

    private static void assertOutcome(Verb verb, Throwable failure, Outcome outcome) {
        assertThat(failure).as("%s", verb).isInstanceOf(SessionStoreException.class);
        assertThat(((SessionStoreException) failure).outcome())
                .as("outcome of %s", verb)
                .isEqualTo(outcome);
    }
}
