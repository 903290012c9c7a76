package dev.holdall.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private final Deadlines deadlines = new Deadlines(TIMEOUT);

    @Test
    void begin_whenTheTimeHasPassed_runsOnAThreadOfHoldallsOwn() throws Exception {
        CompletableFuture<String> ranOn = new CompletableFuture<>();
        long begun = System.nanoTime();

        deadlines.begin(() -> ranOn.complete(Thread.currentThread().getName()));

        assertThat(ranOn.get(30, TimeUnit.SECONDS)).startsWith("holdall-deadlines-");
        assertThat(System.nanoTime() - begun).isGreaterThanOrEqualTo(TIMEOUT.toNanos());
    }

    @Test
    void callOff_beforeTheTimeHasPassed_runsNothing_andTheOthersRun() throws Exception {
        AtomicInteger calledOff = new AtomicInteger();
        List<CompletableFuture<Void>> others = new ArrayList<>();

        for (int i = 0; i < 1_000; i++) {
            CompletableFuture<Void> other = new CompletableFuture<>();
            others.add(other);
            deadlines.begin(calledOff::incrementAndGet).callOff();
            deadlines.begin(() -> other.complete(null));
            deadlines.begin(calledOff::incrementAndGet).callOff();
        }

        all(others).get(30, TimeUnit.SECONDS);
        assertThat(calledOff).hasValue(0);
    }

    @Test
    void begin_afterAllHavePassed_setsTheTimerAgain() throws Exception {
        for (int i = 0; i < 3; i++) {
            CompletableFuture<Void> passed = new CompletableFuture<>();
            deadlines.begin(() -> passed.complete(null));
            passed.get(30, TimeUnit.SECONDS);
        }
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
                    deadlines.begin(() -> {
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

        deadlines.begin(blocker::join);
        deadlines.begin(() -> other.complete(null));

        other.get(30, TimeUnit.SECONDS);
        blocker.complete(null);
    }

    private static CompletableFuture<Void> all(List<CompletableFuture<Void>> each) {
        return CompletableFuture.allOf(each.toArray(CompletableFuture<?>[]::new));
    }
}
