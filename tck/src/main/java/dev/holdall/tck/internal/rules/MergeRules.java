package dev.holdall.tck.internal.rules;

import static dev.holdall.tck.internal.fixture.KeyAssert.assertKey;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdall.Entry;
import dev.holdall.NewEntry;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.StoreTimeoutException;
import dev.holdall.Ttl;
import dev.holdall.tck.internal.fixture.Background;
import dev.holdall.tck.internal.fixture.Contention;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.TestTime;
import dev.holdall.tck.internal.fixture.Waits;
import dev.holdall.tck.internal.fixture.WaitsForDeadline;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** MRG-01 to MRG-11: a merge changes an entry by a function. */
public interface MergeRules extends RuleGroup {

    @Rule
    @DisplayName("MRG-01: a merge of an absent key gives the function nothing, and stores what it returns")
    default void MRG_01_merge_ofAbsentKey_stores(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        List<Optional<Entry>> given = new ArrayList<>();
        Optional<Entry> stored = store.merge(
                key,
                found -> {
                    given.add(found);
                    return Optional.of(fixture().value("new"));
                },
                Ttl.storeDefault());
        assertThat(given).containsExactly(Optional.empty());
        assertStored(store, key, fixture().value("new"), stored);
    }

    @Rule
    @DisplayName("MRG-02: a merge gives the function the entry that is there, and returns the entry stored")
    default void MRG_02_merge_ofEntry_storesWhatTheFunctionMakesOfIt(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        Entry before = store.getEntry(key).orElseThrow();
        List<Entry> given = new ArrayList<>();
        Optional<Entry> stored = store.merge(
                key,
                found -> {
                    given.add(found.orElseThrow());
                    return Optional.of(fixture().value("new"));
                },
                Ttl.storeDefault());
        assertThat(given).hasSize(1);
        assertThat(given.get(0).value()).isEqualTo(fixture().value("old"));
        assertThat(given.get(0).version()).isEqualTo(before.version());
        assertStored(store, key, fixture().value("new"), stored);
        assertThat(stored.orElseThrow().version()).isGreaterThan(before.version());
    }

    @Rule
    @Waits
    @DisplayName("MRG-02: a merge stores with the TTL given, whatever the entry had")
    default void MRG_02_merge_givesItsTtl(Face face) {
        SessionStore store = fixture().store(face);
        String shortened = fixture().key();
        String lengthened = fixture().key();
        store.set(shortened, fixture().value("old"), Ttl.never());
        store.set(lengthened, fixture().value("old"), Ttl.of(fixture().brief()));
        store.merge(
                shortened,
                found -> Optional.of(fixture().value("new")),
                Ttl.of(fixture().brief()));
        store.merge(lengthened, found -> Optional.of(fixture().value("new")), Ttl.never());
        fixture().passTtl(fixture().brief());
        assertThat(store.get(shortened)).as("after the merge's TTL").isEmpty();
        assertThat(store.get(lengthened))
                .as("merged with Ttl.never()")
                .contains(fixture().value("new"));
    }

    @Rule
    @DisplayName("MRG-03: concurrent merges are all applied, each to the result of another")
    default void MRG_03_merges_fromManyThreads_areAllApplied(Face face) {
        ExecutorService executor = Executors.newFixedThreadPool(Contention.RACERS);
        try {
            SessionStore store = fixture().store(face, builder -> builder.executor(executor));
            String key = fixture().key();
            List<Long> made = Contention.run(
                    fixture(), rounds(), () -> number(store.merge(key, MergeRules::plusOne, Ttl.storeDefault())));
            assertThat(made).as("what each merge made").doesNotHaveDuplicates();
            assertThat(number(store.getEntry(key))).as("merges applied").isEqualTo(made.size());
        } finally {
            executor.shutdownNow();
        }
    }

    @Rule
    @DisplayName("MRG-04: the function's exception reaches the caller as it is, and nothing is changed")
    default void MRG_04_merge_whoseFunctionThrows_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String absent = fixture().key();
        String present = fixture().key();
        store.set(present, fixture().value("old"));
        Entry before = store.getEntry(present).orElseThrow();
        for (Throwable thrown : List.of(new IllegalStateException("mine"), new LinkageError("mine"))) {
            assertThatThrownBy(() -> store.merge(absent, throwing(thrown), Ttl.storeDefault()))
                    .isSameAs(thrown);
            assertThatThrownBy(() -> store.merge(present, throwing(thrown), Ttl.storeDefault()))
                    .isSameAs(thrown);
        }
        assertThat(store.get(absent)).isEmpty();
        assertUnchanged(store, present, before);
    }

    @Rule
    @DisplayName("MRG-05: a function that returns an empty Optional changes nothing")
    default void MRG_05_merge_whoseFunctionReturnsEmpty_changesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String absent = fixture().key();
        String present = fixture().key();
        store.set(present, fixture().value("old"));
        Entry before = store.getEntry(present).orElseThrow();
        assertThat(store.merge(absent, found -> Optional.empty(), Ttl.storeDefault()))
                .isEmpty();
        assertThat(store.merge(present, found -> Optional.empty(), Ttl.storeDefault()))
                .isEmpty();
        assertThat(store.get(absent)).isEmpty();
        assertUnchanged(store, present, before);
    }

    @Rule
    @DisplayName("MRG-05: a function that returns null is a NullPointerException")
    @SuppressWarnings("NullAway") // The test makes this mistake on purpose.
    default void MRG_05_merge_whoseFunctionReturnsNull_isRefused(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        Entry before = store.getEntry(key).orElseThrow();
        assertThatThrownBy(() -> store.merge(key, found -> null, Ttl.storeDefault()))
                .isInstanceOf(NullPointerException.class);
        assertUnchanged(store, key, before);
    }

    @Rule
    @DisplayName("MRG-06: while the function runs, other calls on the key go on, and it runs again on their result")
    default void MRG_06_merge_whileItsFunctionRuns_locksNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        List<byte[]> given = new ArrayList<>();
        try (Background background = new Background()) {
            Optional<Entry> stored = store.merge(
                    key,
                    found -> {
                        given.add(found.orElseThrow().value());
                        if (given.size() == 1) {
                            background.run(() -> useKey(store, key)).answer();
                        }
                        return Optional.of(fixture().value("merge " + given.size()));
                    },
                    Ttl.storeDefault());
            assertThat(given)
                    .as("what the function was given")
                    .containsExactly(fixture().value("old"), fixture().value("other"));
            assertStored(store, key, fixture().value("merge 2"), stored);
        }
    }

    @Test
    @DisplayName("MRG-07: the blocking face runs the function in the calling thread")
    default void MRG_07_merge_onTheBlockingFace_runsItsFunctionInTheCallingThread() {
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        try {
            FaultyBackend backend = fixture().faulty();
            backend.with(FaultyBackend.answeringOn(elsewhere));
            SessionStore store = fixture().store(Face.BLOCKING, backend, builder -> builder);
            SessionStore other = fixture().store(Face.BLOCKING);
            String key = fixture().key();
            List<Thread> threads = new ArrayList<>();
            store.merge(
                    key,
                    found -> {
                        threads.add(Thread.currentThread());
                        if (threads.size() == 1) {
                            other.set(key, fixture().value("other"));
                        }
                        return Optional.of(fixture().value("merged"));
                    },
                    Ttl.storeDefault());
            assertThat(threads).hasSize(2).containsOnly(Thread.currentThread());
        } finally {
            elsewhere.shutdownNow();
        }
    }

    @Rule
    @WaitsForDeadline
    @DisplayName("MRG-08: if the deadline passes while the function runs, nothing is applied, then or later")
    default void MRG_08_merge_whoseFunctionOutlastsTheDeadline_writesNothing(Face face) throws InterruptedException {
        Duration deadline = fixture().deadline();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            FaultyBackend backend = fixture().faulty();
            SessionStore store = fixture()
                    .store(
                            face,
                            backend,
                            builder -> builder.requestTimeout(deadline).executor(executor));
            String key = fixture().key();
            AtomicBoolean called = new AtomicBoolean();
            int before = 0;
            @Nullable StoreTimeoutException failure = null;
            // The deadline may pass before the function is called, where the machine is slow. That try shows nothing.
            for (int i = 0; i < 20 && !called.get(); i++) {
                before = backend.requests();
                failure = catchThrowableOfType(
                        StoreTimeoutException.class,
                        () -> store.merge(
                                key,
                                found -> {
                                    called.set(true);
                                    outlast(deadline);
                                    return Optional.of(fixture().value("late"));
                                },
                                Ttl.storeDefault()));
                assertThat(failure)
                        .as("a merge whose function outlasts the deadline fails")
                        .isNotNull();
            }
            assertThat(called).as("the function was called").isTrue();
            assertThat(Objects.requireNonNull(failure).outcome()).isEqualTo(Outcome.NOT_APPLIED);
            executor.shutdown();
            assertThat(executor.awaitTermination(TestTime.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
            assertThat(backend.requests() - before)
                    .as("requests: the read, and no write")
                    .isEqualTo(1);
            assertThat(fixture().store(face).get(key)).isEmpty();
        } finally {
            executor.shutdownNow();
        }
    }

    @Rule
    @DisplayName("MRG-09: a merge of a revoked key stores nothing, and returns an empty Optional")
    default void MRG_09_merge_ofRevokedKey_storesNothing(Face face) {
        SessionStore store = fixture().store(face);
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        store.revoke(key);
        assertThat(store.merge(key, found -> Optional.of(fixture().value("new")), Ttl.storeDefault()))
                .isEmpty();
        assertThat(store.get(key)).isEmpty();
    }

    @Rule
    @Waits
    @DisplayName("MRG-10: a function may choose the TTL of what it returns")
    default void MRG_10_merge_whoseFunctionChoosesTheTtl_givesIt(Face face) {
        SessionStore store = fixture().store(face);
        String brief = fixture().key();
        String forever = fixture().key();
        String byDefault = fixture().key();
        byte[] value = fixture().value("new");
        store.merge(
                brief, found -> Optional.of(NewEntry.of(value, Ttl.of(fixture().brief()))));
        store.merge(forever, found -> Optional.of(NewEntry.of(value, Ttl.never())));
        Optional<Entry> stored = store.merge(byDefault, found -> Optional.of(NewEntry.of(value)));
        assertStored(store, byDefault, value, stored);
        assertKey(store, forever).holds(value).neverExpires();
        assertKey(store, byDefault).holds(value).expires();
        fixture().passTtl(fixture().brief());
        assertKey(store, brief).isAbsent();
    }

    @Rule
    @DisplayName("MRG-10: a TTL out of bounds that a function chooses is refused, and changes nothing")
    default void MRG_10_merge_whoseFunctionChoosesATtlOutOfBounds_changesNothing(Face face) {
        SessionStore store = fixture().store(face, builder -> builder.maxTtl(Duration.ofHours(2)));
        String key = fixture().key();
        store.set(key, fixture().value("old"));
        assertThatThrownBy(() -> store.merge(
                        key, found -> Optional.of(NewEntry.of(fixture().value("new"), Ttl.of(Duration.ofHours(3))))))
                .isInstanceOf(IllegalArgumentException.class);
        assertKey(store, key).holds(fixture().value("old"));
    }

    @Test
    @DisplayName("MRG-11: on the asynchronous face no function runs on a thread that answers come on, nor on a timer's")
    default void MRG_11_functions_onTheAsynchronousFace_runOnNoThreadOfTheStoresOwn() {
        ExecutorService answers = Executors.newSingleThreadExecutor(task -> new Thread(task, "answers"));
        try {
            FaultyBackend backend = fixture().faulty();
            backend.with(FaultyBackend.answeringOn(answers));
            SessionStore store = fixture().store(Face.ASYNC, backend, builder -> builder.executor(Runnable::run));
            SessionStore other = fixture().store(Face.BLOCKING);
            String key = fixture().key();
            List<String> threads = Collections.synchronizedList(new ArrayList<>());
            store.merge(
                    key,
                    found -> {
                        threads.add(Thread.currentThread().getName());
                        if (threads.size() < ROUNDS_WITH_PAUSES) {
                            other.set(key, fixture().value(threads.size()));
                        }
                        return Optional.of(fixture().value("merged"));
                    },
                    Ttl.storeDefault());
            store.getOrCompute(fixture().key(), Ttl.never(), () -> {
                threads.add(Thread.currentThread().getName());
                return fixture().value("computed");
            });
            assertThat(threads)
                    .hasSize(ROUNDS_WITH_PAUSES + 1)
                    .noneMatch(name -> name.equals("answers") || name.startsWith("holdall-timer"));
        } finally {
            answers.shutdownNow();
        }
    }

    /**
     * How many rounds the merge needs, since another write wins all but the last. After this many lost rounds a merge
     * pauses between rounds, so the test also covers the timer's thread.
     */
    int ROUNDS_WITH_PAUSES = 8;

    private void useKey(SessionStore store, String key) {
        store.delete(key);
        store.add(key, fixture().value("added"));
        store.changeTTL(key, Ttl.never());
        store.get(key);
        store.set(key, fixture().value("other"));
    }

    private static void outlast(Duration deadline) {
        long end = System.nanoTime() + deadline.multipliedBy(3).dividedBy(2).toNanos();
        while (System.nanoTime() - end < 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }

    private static void assertStored(SessionStore store, String key, byte[] value, Optional<Entry> returned) {
        assertThat(returned).as("the entry returned").isPresent();
        assertThat(returned.orElseThrow().value()).isEqualTo(value);
        Entry there = store.getEntry(key).orElseThrow();
        assertThat(there.value()).isEqualTo(value);
        assertThat(there.version()).isEqualTo(returned.orElseThrow().version());
    }

    private static void assertUnchanged(SessionStore store, String key, Entry before) {
        Entry after = store.getEntry(key).orElseThrow();
        assertThat(after.value()).isEqualTo(before.value());
        assertThat(after.version()).isEqualTo(before.version());
    }

    private static Function<Optional<Entry>, Optional<byte[]>> throwing(Throwable thrown) {
        return found -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) thrown;
        };
    }

    private static Optional<byte[]> plusOne(Optional<Entry> found) {
        long sum = found.isPresent() ? number(found) + 1 : 1;
        return Optional.of(Long.toString(sum).getBytes(StandardCharsets.US_ASCII));
    }

    private static long number(Optional<Entry> entry) {
        return Long.parseLong(new String(entry.orElseThrow().value(), StandardCharsets.US_ASCII));
    }
}
