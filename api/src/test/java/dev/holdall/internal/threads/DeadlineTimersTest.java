package dev.holdall.internal.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlineTimersTest {

    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private final DeadlineTimers deadlines = new DeadlineTimers(Threads.scheduler());

    @Test
    void begin_whenTheDeadlinePasses_runsOnAThreadThatIsNotTheTimers() throws Exception {
        CompletableFuture<String> ranOn = new CompletableFuture<>();
        Deadline deadline = Deadline.in(TIMEOUT);

        deadlines.begin(deadline, () -> ranOn.complete(Thread.currentThread().getName()));

        assertThat(ranOn.get(30, TimeUnit.SECONDS)).startsWith("holdall-completions-");
        assertThat(deadline.hasPassed()).isTrue();
    }

    @Test
    void callOff_beforeTheDeadline_runsNothing_andTheOthersRun() throws Exception {
        AtomicInteger calledOff = new AtomicInteger();
        List<CompletableFuture<Void>> others = new ArrayList<>();

        for (int i = 0; i < 1_000; i++) {
            CompletableFuture<Void> other = new CompletableFuture<>();
            others.add(other);
            assertThat(begin(calledOff::incrementAndGet).callOff()).isTrue();
            begin(() -> other.complete(null));
            assertThat(begin(calledOff::incrementAndGet).callOff()).isTrue();
        }

        all(others).get(30, TimeUnit.SECONDS);
        assertThat(calledOff).hasValue(0);
    }

    @Test
    void callOff_afterTheDeadline_saysThatItIsTooLate() throws Exception {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        DeadlineTimers.Timeout timeout = begin(() -> passed.complete(null));
        passed.get(30, TimeUnit.SECONDS);

        assertThat(timeout.callOff()).isFalse();
    }

    @Test
    void begin_afterAllHavePassed_setsTheTimerAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Void> passed = new CompletableFuture<>();
            begin(() -> passed.complete(null));
            passed.get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void begin_afterTheTimerWasStopped_setsItAgain() throws Exception {
        begin(() -> {}).callOff();
        deadlines.close();
        CompletableFuture<Void> passed = new CompletableFuture<>();
        begin(() -> passed.complete(null));

        passed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void close_whileACallIsUnderWay_leavesItItsDeadline() throws Exception {
        CompletableFuture<Void> passed = new CompletableFuture<>();
        begin(() -> passed.complete(null));
        deadlines.close();

        passed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void close_whileACallIsUnderWay_leavesNoTimerOnceItIsAnswered() {
        AtomicInteger threads = new AtomicInteger();
        DeadlineTimers counted = new DeadlineTimers(new Scheduler(
                task -> {
                    threads.incrementAndGet();
                    return new CleanThreadFactory("test", DeadlineTimersTest.class).newThread(() -> {
                        task.run();
                        threads.decrementAndGet();
                    });
                },
                new CleanThreadFactory("test-pool", DeadlineTimersTest.class)));
        DeadlineTimers.Timeout inOrder = counted.begin(Deadline.in(Duration.ofHours(1)), () -> {});
        DeadlineTimers.Timeout alone = counted.beginAlone(Deadline.in(Duration.ofDays(1)), () -> {});
        counted.close();
        assertThat(threads).hasValue(1);

        assertThat(alone.callOff()).isTrue();
        assertThat(inOrder.callOff()).isTrue();

        await().until(() -> threads.get() == 0);
    }

    /** A call with a later deadline is, for example, one that waits a day for a lock. */
    @Test
    void begin_whileACallWithALaterDeadlineIsUnderWay_passesInTime() throws Exception {
        DeadlineTimers.Timeout later = deadlines.beginAlone(Deadline.in(Duration.ofDays(1)), () -> {});
        CompletableFuture<Void> passed = new CompletableFuture<>();
        begin(() -> passed.complete(null));

        passed.get(30, TimeUnit.SECONDS);

        assertThat(later.callOff()).isTrue();
    }

    @Test
    void beginAlone_whenTheDeadlinePasses_runs() throws Exception {
        CompletableFuture<Void> passed = new CompletableFuture<>();

        deadlines.beginAlone(Deadline.in(TIMEOUT), () -> passed.complete(null));

        passed.get(30, TimeUnit.SECONDS);
    }

    @Test
    void begin_byManyThreads_allPass() throws Exception {
        List<CompletableFuture<Void>> passed = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            CompletableFuture<Void> last = new CompletableFuture<>();
            passed.add(last);
            AtomicInteger left = new AtomicInteger(500);
            threads.add(new Thread(() -> {
                for (int j = 0; j < 500; j++) {
                    begin(() -> {
                        if (left.decrementAndGet() == 0) {
                            last.complete(null);
                        }
                    });
                }
            }));
        }

        threads.forEach(Thread::start);

        all(passed).get(30, TimeUnit.SECONDS);
    }

    @Test
    void begin_whileAnActionBlocks_theOthersRun() throws Exception {
        CompletableFuture<Void> blocker = new CompletableFuture<>();
        CompletableFuture<Void> other = new CompletableFuture<>();

        begin(blocker::join);
        begin(() -> other.complete(null));

        other.get(30, TimeUnit.SECONDS);
        blocker.complete(null);
    }

    /** If a JVM can't start threads for a moment, later deadlines must pass all the same. */
    @Test
    void begin_whenNoTimerThreadCanBeStarted_fails_andTheNextOneWorks() throws Exception {
        AtomicBoolean outOfThreads = new AtomicBoolean(true);
        DeadlineTimers scarce = new DeadlineTimers(
                new Scheduler(failing(outOfThreads), new CleanThreadFactory("test-pool", DeadlineTimersTest.class)));
        CompletableFuture<Void> passed = new CompletableFuture<>();
        assertThatThrownBy(() -> scarce.begin(Deadline.in(TIMEOUT), () -> {}))
                .isInstanceOfSatisfying(
                        BackendException.class, e -> assertThat(e.kind()).isEqualTo(BackendException.Kind.OVERLOADED));

        outOfThreads.set(false);
        scarce.begin(Deadline.in(TIMEOUT), () -> passed.complete(null));

        passed.get(30, TimeUnit.SECONDS);
    }

    /** Each call either has a timer or has failed: no call relies on a timer that another call could not start. */
    @Test
    void begin_besideOnesThatFindNoThread_endsInAnyCase() throws Exception {
        AtomicInteger starts = new AtomicInteger();
        ThreadFactory threads = new CleanThreadFactory("test", DeadlineTimersTest.class);
        DeadlineTimers scarce = new DeadlineTimers(new Scheduler(
                task -> {
                    if (starts.incrementAndGet() % 8 != 0) {
                        Thread.onSpinWait();
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    return threads.newThread(task);
                },
                threads));
        for (int round = 0; round < 200; round++) {
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                new Thread(() -> {
                            try {
                                scarce.begin(Deadline.in(Duration.ofMillis(2)), () -> end.complete(null));
                            } catch (BackendException e) {
                                end.complete(null);
                            }
                        })
                        .start();
            }
            all(ends).get(30, TimeUnit.SECONDS);
        }
    }

    @Test
    void schedule_thatHasFailedForWantOfAThread_neverRuns() throws Exception {
        AtomicBoolean outOfThreads = new AtomicBoolean(true);
        Scheduler scarce =
                new Scheduler(failing(outOfThreads), new CleanThreadFactory("test-pool", DeadlineTimersTest.class));
        AtomicInteger runs = new AtomicInteger();
        assertThatThrownBy(() -> scarce.schedule(runs::incrementAndGet, Duration.ofMillis(1)))
                .isInstanceOf(BackendException.class);

        outOfThreads.set(false);
        CompletableFuture<Void> later = new CompletableFuture<>();
        Future<?> unused = scarce.schedule(() -> later.complete(null), Duration.ofMillis(50));

        later.get(30, TimeUnit.SECONDS);
        assertThat(runs).hasValue(0);
    }

    /** The actions block as they do if each of many calls that have timed out waits for another call. */
    @Test
    void begin_whileHundredsOfActionsBlock_theOthersRun() throws Exception {
        CompletableFuture<Void> last = new CompletableFuture<>();
        for (int i = 0; i < 300; i++) {
            begin(last::join);
        }
        begin(() -> last.complete(null));

        last.get(30, TimeUnit.SECONDS);
    }

    @Test
    void begin_whenNoThreadCanBeStartedAtTheDeadline_runsAsSoonAsOneCan() throws Exception {
        AtomicBoolean outOfThreads = new AtomicBoolean(true);
        AtomicInteger refused = new AtomicInteger();
        ThreadFactory pool = failing(outOfThreads);
        DeadlineTimers scarce = new DeadlineTimers(
                new Scheduler(new CleanThreadFactory("test-timer", DeadlineTimersTest.class), task -> {
                    refused.incrementAndGet();
                    return pool.newThread(task);
                }));
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        scarce.begin(Deadline.in(TIMEOUT), () -> first.complete(null));
        scarce.begin(Deadline.in(TIMEOUT), () -> second.complete(null));
        await().until(() -> refused.get() >= 3);
        assertThat(first).isNotDone();

        outOfThreads.set(false);

        all(List.of(first, second)).get(30, TimeUnit.SECONDS);
    }

    private static ThreadFactory failing(AtomicBoolean outOfThreads) {
        ThreadFactory threads = new CleanThreadFactory("test", DeadlineTimersTest.class);
        return task -> {
            if (outOfThreads.get()) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            return threads.newThread(task);
        };
    }

    private DeadlineTimers.Timeout begin(Runnable then) {
        return deadlines.begin(Deadline.in(TIMEOUT), then);
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> each) {
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new));
    }
}
