package dev.holdall.cassandra.internal.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class BulkheadTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int SIZE = 4;

    private final Queue<CompletableFuture<Boolean>> sent = new ArrayDeque<>();
    private final Bulkhead bulkhead = new Bulkhead(SIZE, 20_000, "too many wait");

    @Test
    void send_sendsAsManyAsItsSize_andTheOthersInTheirOrder() {
        List<Integer> order = new ArrayList<>();
        List<CompletableFuture<Boolean>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int number = i;
            calls.add(send(() -> {
                order.add(number);
                return request();
            }));
        }
        assertThat(sent).hasSize(SIZE);

        while (!sent.isEmpty()) {
            assertThat(sent.size()).isLessThanOrEqualTo(SIZE);
            sent.remove().complete(true);
        }

        assertThat(calls).hasSize(100).allMatch(CompletableFuture::join);
        assertThat(order).isSorted();
    }

    @Test
    void send_whenTooManyWait_isOverload() {
        Bulkhead small = new Bulkhead(1, 1, "too many wait");
        small.send(Deadline.in(LONG), this::request);
        small.send(Deadline.in(LONG), this::request);

        CompletableFuture<Boolean> refused =
                small.send(Deadline.in(LONG), this::request).toCompletableFuture();

        assertThatThrownBy(refused::join).cause().isInstanceOfSatisfying(BackendException.class, failure -> {
            assertThat(failure.kind()).isEqualTo(Kind.OVERLOADED);
            assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
        });
        assertThat(sent).hasSize(1);
    }

    @Test
    void send_whoseDeadlinePassesMeanwhile_isNeverSent() {
        fill();
        CompletableFuture<Boolean> late =
                bulkhead.send(Deadline.in(Duration.ofMillis(1)), this::request).toCompletableFuture();
        CompletableFuture<Boolean> next = send(this::request);
        Awaitility.await().pollDelay(Duration.ofMillis(5)).until(() -> true);

        sent.remove().complete(true);

        assertThatThrownBy(late::join)
                .cause()
                .isInstanceOfSatisfying(
                        BackendException.class,
                        failure -> assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED));
        assertThat(next).isNotDone();
        assertThat(sent).as("the other three, and the next").hasSize(SIZE);
    }

    @Test
    void thousandsOfRequests_thatFailOrThrowAtOnce_freeTheirPermits() {
        fill();
        List<CompletableFuture<Boolean>> failing = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            failing.add(send(() -> CompletableFuture.failedStage(new IllegalStateException())));
            failing.add(send(() -> {
                throw new IllegalStateException();
            }));
        }

        sent.remove().complete(true);

        assertThat(failing).allMatch(CompletableFuture::isCompletedExceptionally);
        List<CompletableFuture<Boolean>> further = List.of(send(this::request), send(this::request));
        assertThat(further).noneMatch(CompletableFuture::isDone);
        assertThat(sent).hasSize(SIZE);
    }

    /**
     * If the last request in flight ended without starting a request from the queue, the bulkhead would stop for good.
     */
    @Test
    void send_byManyThreads_whoseAnswersComeAtOnce_endsThemAll() throws Exception {
        for (int round = 0; round < 100; round++) {
            AtomicInteger answered = new AtomicInteger();
            AtomicInteger inFlight = new AtomicInteger();
            List<Thread> threads = new ArrayList<>();
            List<CompletableFuture<?>> calls = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                CompletableFuture<Void> all = new CompletableFuture<>();
                calls.add(all);
                threads.add(new Thread(() -> {
                    List<CompletableFuture<Boolean>> mine = new ArrayList<>();
                    for (int j = 0; j < 50; j++) {
                        mine.add(send(() -> {
                            assertThat(inFlight.incrementAndGet()).isLessThanOrEqualTo(SIZE);
                            return CompletableFuture.supplyAsync(() -> {
                                inFlight.decrementAndGet();
                                return answered.incrementAndGet() > 0;
                            });
                        }));
                    }
                    CompletionStage<Void> last = CompletableFuture.allOf(mine.toArray(CompletableFuture<?>[]::new));
                    last.whenComplete((done, failure) -> all.complete(null));
                }));
            }
            threads.forEach(Thread::start);
            CompletableFuture.allOf(calls.toArray(CompletableFuture<?>[]::new)).get(30, TimeUnit.SECONDS);
            assertThat(answered).hasValue(150);
        }
    }

    private void fill() {
        for (int i = 0; i < SIZE; i++) {
            assertThat(send(this::request)).isNotDone();
        }
    }

    private CompletableFuture<Boolean> send(Supplier<CompletionStage<Boolean>> request) {
        return bulkhead.send(Deadline.in(LONG), request).toCompletableFuture();
    }

    private CompletionStage<Boolean> request() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        sent.add(answer);
        return answer;
    }
}
