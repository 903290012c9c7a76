package dev.holdall.cassandra.internal.writes;

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
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EveryDcRequestsTest {

    /** Longer than a test, so that the circuit breaker stays open once a failure has opened it. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private final Queue<CompletableFuture<Boolean>> sent = new ArrayDeque<>();
    private final List<CompletableFuture<Boolean>> calls = new ArrayList<>();

    @Test
    void send_beyondItsSize_waits() {
        call(new EveryDcRequests(LONG), EveryDcRequests.SIZE + 5);

        assertThat(sent).hasSize(EveryDcRequests.SIZE);
        assertThat(calls).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void answers_ofThousands_sendThemAll() {
        call(new EveryDcRequests(LONG), 5_000);

        int most = 0;
        while (!sent.isEmpty()) {
            most = Math.max(most, sent.size());
            sent.remove().complete(true);
        }

        assertThat(calls).hasSize(5_000).allMatch(CompletableFuture::join);
        assertThat(most).isEqualTo(EveryDcRequests.SIZE);
    }

    @Test
    void failure_refusesTheRequestsThatWait() {
        call(new EveryDcRequests(LONG), EveryDcRequests.SIZE + 5);

        fail(sent.remove());

        List<CompletableFuture<Boolean>> refused = calls.subList(EveryDcRequests.SIZE, calls.size());
        assertThat(sent).hasSize(EveryDcRequests.SIZE - 1);
        assertThat(refused).hasSize(5).allSatisfy(EveryDcRequestsTest::assertRefused);
    }

    @Test
    void thousandsOfRequests_thatFailAtOnce_freeTheirPermits() {
        EveryDcRequests requests = new EveryDcRequests(LONG);
        call(requests, EveryDcRequests.SIZE);
        for (int i = 0; i < 20_000; i++) {
            calls.add(requests.send(Deadline.in(LONG), () -> failed(false)).toCompletableFuture());
            calls.add(requests.send(Deadline.in(LONG), () -> failed(true)).toCompletableFuture());
        }

        sent.remove().complete(true);

        assertThat(sent).as("the requests in flight").hasSize(EveryDcRequests.SIZE - 1);
        assertThat(calls.subList(EveryDcRequests.SIZE, calls.size()))
                .allMatch(CompletableFuture::isCompletedExceptionally);
        call(requests, 2);
        assertThat(sent).hasSize(EveryDcRequests.SIZE);
    }

    @Test
    void requestThatGetsAPermitTooLate_isNotSent_andKeepsTheBreakerClosed() {
        EveryDcRequests requests = new EveryDcRequests(Duration.ofMillis(50));
        call(requests, EveryDcRequests.SIZE);
        call(requests, 1, Duration.ofMillis(50));
        Awaitility.await().pollDelay(Duration.ofMillis(60)).until(() -> true);

        sent.remove().complete(true);
        call(requests, 1);

        assertRefused(calls.get(EveryDcRequests.SIZE), Kind.TIMEOUT);
        assertThat(sent).as("the others, and the latest").hasSize(EveryDcRequests.SIZE);
    }

    @Test
    void requestThatHasLittleTimeLeft_isNotSent_andKeepsTheBreakerClosed() {
        EveryDcRequests requests = new EveryDcRequests(LONG);
        call(requests, 1, LONG.dividedBy(5));
        call(requests, 1);

        assertRefused(calls.get(0), Kind.OVERLOADED);
        assertThat(sent).hasSize(1);
    }

    @Test
    void failureThatIsNotOfADataCenter_keepsTheBreakerClosed() {
        EveryDcRequests requests = new EveryDcRequests(LONG);
        call(requests, 1);
        sent.remove()
                .completeExceptionally(new BackendException(Kind.OVERLOADED, Outcome.NOT_APPLIED, "a limit", null));

        call(requests, 3);

        assertThat(sent).hasSize(3);
    }

    @Test
    void requestWhoseDeadlineHadPassed_keepsTheBreakerClosed() {
        EveryDcRequests requests = new EveryDcRequests(LONG);
        call(requests, 1);
        sent.remove().completeExceptionally(Deadline.notBegun());

        call(requests, 3);

        assertThat(sent).hasSize(3);
    }

    @Test
    void failure_opensTheBreaker_evenIfNoRequestIsInFlight() {
        EveryDcRequests requests = new EveryDcRequests(LONG);
        call(requests, 1);
        fail(sent.remove());

        call(requests, 3);

        assertThat(sent).isEmpty();
        assertThat(calls.subList(1, 4)).allSatisfy(EveryDcRequestsTest::assertRefused);
    }

    @Test
    void halfOpenBreaker_letsOneRequestThroughAtATime() {
        EveryDcRequests requests = new EveryDcRequests(Duration.ofMillis(1));
        call(requests, 1);
        fail(sent.remove());

        awaitHalfOpen(requests);
        call(requests, 3);

        assertThat(sent).hasSize(1);
    }

    @Test
    void answer_closesTheBreaker() {
        EveryDcRequests requests = new EveryDcRequests(Duration.ofMillis(1));
        call(requests, 1);
        fail(sent.remove());
        awaitHalfOpen(requests);

        sent.remove().complete(true);
        call(requests, 100);

        assertThat(sent).hasSize(EveryDcRequests.SIZE);
    }

    @Test
    void lateAnswer_closesTheBreaker() {
        EveryDcRequests requests = new EveryDcRequests(LONG);
        call(requests, 2);
        fail(sent.remove());

        sent.remove().complete(true);
        call(requests, 100);

        assertThat(sent).hasSize(EveryDcRequests.SIZE);
    }

    private void call(EveryDcRequests requests, int times) {
        call(requests, times, LONG);
    }

    private void call(EveryDcRequests requests, int times, Duration timeout) {
        for (int i = 0; i < times; i++) {
            calls.add(requests.send(Deadline.in(timeout), this::request).toCompletableFuture());
        }
    }

    private CompletionStage<Boolean> request() {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        sent.add(answer);
        return answer;
    }

    /** Makes a request that fails before it is sent. */
    private static CompletionStage<Boolean> failed(boolean thrown) {
        BackendException failure = new BackendException(Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "no node", null);
        if (thrown) {
            throw failure;
        }
        return CompletableFuture.failedStage(failure);
    }

    private void awaitHalfOpen(EveryDcRequests requests) {
        Awaitility.await().until(() -> {
            call(requests, 1);
            return !sent.isEmpty();
        });
    }

    private static void fail(CompletableFuture<Boolean> request) {
        request.completeExceptionally(new BackendException(Kind.TIMEOUT, Outcome.UNKNOWN, "no answer", null));
    }

    private static void assertRefused(CompletableFuture<Boolean> call) {
        assertRefused(call, Kind.UNAVAILABLE);
    }

    private static void assertRefused(CompletableFuture<Boolean> call, Kind kind) {
        assertThat(call).isCompletedExceptionally();
        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        BackendException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(kind));
    }
}
