package dev.holdall.tck.internal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Outcome;
import dev.holdall.SessionStore;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.SessionBackend;
import dev.holdall.tck.internal.fixture.Face;
import dev.holdall.tck.internal.fixture.FaultyBackend;
import dev.holdall.tck.internal.fixture.Rule;
import dev.holdall.tck.internal.fixture.RuleGroup;
import dev.holdall.tck.internal.fixture.TestTime;
import dev.holdall.tck.internal.fixture.Verb;
import dev.holdall.tck.internal.redeployment.Redeployment;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;

/** LIF-03 and LIF-06: what a closed store leaves behind. */
public interface LeakRules extends RuleGroup {

    @Rule
    @DisplayName("LIF-03: after close no thread of the store is left")
    default void LIF_03_close_leavesNoThread(Face face) throws InterruptedException {
        // The first uses also start threads that serve the whole JVM, or all stores of it, and stay.
        int uses = 1;
        while (uses < MOST_USES && !leftByAUse(face, fixture().deadline()).isEmpty()) {
            uses++;
        }
        assertThat(leftByAUse(face, fixture().deadline().multipliedBy(20)))
                .as("threads left after close, each time anew")
                .isEmpty();
    }

    /** How often a store is opened, used and closed at most, until no further thread stays. */
    int MOST_USES = 6;

    /** Opens, uses and closes a store, and returns the threads that it has started and that don't end in time. */
    private Set<Thread> leftByAUse(Face face, Duration patience) throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        useAndClose(face);
        Set<Thread> left = new HashSet<>(Thread.getAllStackTraces().keySet());
        left.removeAll(before);
        left.removeIf(LeakRules::servesTheJvm);
        long end = System.nanoTime() + patience.toNanos();
        for (Thread thread : left) {
            thread.join(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        }
        left.removeIf(thread -> !thread.isAlive());
        return left;
    }

    @Rule
    @DisplayName("LIF-03: after close no timer holds the store")
    default void LIF_03_close_leavesNoTimer(Face face) {
        WeakReference<?> closed = usedAndClosed();
        long end = System.nanoTime() + TestTime.PATIENCE.toNanos();
        while (closed.get() != null && System.nanoTime() - end < 0) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        assertThat(closed.get())
                .as("the store, long before the deadline of its calls")
                .isNull();
    }

    @Tag("slow")
    @Rule
    @DisplayName("LIF-06: after the last close nothing holds the class loader of the application")
    default void LIF_06_close_letsTheApplicationBeUnloaded(Face face) {
        onlyIf(
                configuration().isPresent(),
                "the test names no configuration that an application would open a store with");
        Redeployment.assertUnloaded(configuration().orElseThrow(), face, TestTime.PATIENCE);
    }

    /**
     * Prefixes of the names of threads that all users of a library in the JVM share, or that the JVM starts for itself
     * when it needs them. The latter belong to the thread group {@code system}, like the threads that a backend makes
     * with {@code BackendContext.threadFactory()}, so their group can't tell them apart.
     */
    List<String> JVM_WIDE = List.of(
            "ForkJoinPool.commonPool-",
            "globalEventExecutor-",
            "Attach Listener",
            "Notification Thread",
            "Service Thread",
            "Monitor Deflation Thread",
            "process reaper");

    private static boolean servesTheJvm(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null
                || group.getName().equals("InnocuousThreadGroup")
                || JVM_WIDE.stream().anyMatch(thread.getName()::startsWith);
    }

    private void useAndClose(Face face) {
        SessionStore store = face.of(
                fixture().storeWithOwnBackend(builder -> builder), fixture().leaks());
        for (Verb verb : Verb.values()) {
            verb.attempt(store, fixture().key());
        }
        store.close();
    }

    /**
     * Makes calls with a deadline far away, whose requests then all fail, and closes the store. Returns a weak
     * reference to it.
     */
    private WeakReference<?> usedAndClosed() {
        Unanswered unanswered = new Unanswered();
        FaultyBackend backend = fixture().faulty();
        backend.with(unanswered);
        SessionBackend leftOpen = new LifecycleRules.CountingCloses(backend);
        SessionStore store = fixture()
                .storeWithOwnBackend(builder -> builder.backend("under-test", context -> leftOpen)
                        .requestTimeout(Duration.ofHours(1))
                        .observer(new ObserverRules.Recorder()));
        AsyncSessionStore async = store.async();
        List<CompletionStage<?>> calls = List.of(
                async.get(fixture().key()), async.set(fixture().key(), fixture().value(1)));
        unanswered.fail();
        calls.forEach(call -> assertThat(call.toCompletableFuture()).isCompletedExceptionally());
        store.close();
        return new WeakReference<>(async);
    }

    /** A fault with which no request is answered until all fail at once. */
    final class Unanswered implements FaultyBackend.Fault {

        private final Queue<CompletableFuture<?>> answers = new ConcurrentLinkedQueue<>();

        @Override
        public <R> CompletionStage<R> instead(Supplier<CompletionStage<R>> request) {
            CompletableFuture<R> answer = new CompletableFuture<>();
            answers.add(answer);
            return answer;
        }

        void fail() {
            answers.forEach(answer ->
                    answer.completeExceptionally(FailureRules.failure(Kind.UNAVAILABLE, Outcome.NOT_APPLIED)));
        }
    }
}
