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

class KeyedMutexTest {

    private static final String KEY = "a";

    private final KeyedMutex mutex = new KeyedMutex();
    private final Queue<CompletableFuture<String>> begun = new ArrayDeque<>();

    private CompletionStage<String> request() {
        CompletableFuture<String> request = new CompletableFuture<>();
        begun.add(request);
        return request;
    }

    @Test
    void requestsOnAKey_followEachOther() {
        CompletableFuture<String> first = run(KEY);
        CompletableFuture<String> second = run(KEY);
        assertThat(begun).hasSize(1);

        begun.remove().complete("1");

        assertThat(first).isCompletedWithValue("1");
        assertThat(second).isNotDone();
        begun.remove().complete("2");
        assertThat(second).isCompletedWithValue("2");
    }

    @Test
    void requestsOnOtherKeys_dontWait() {
        occupy(KEY);
        occupy("b");

        assertThat(begun).hasSize(2);
    }

    @Test
    void failure_letsTheNextRequestBegin() {
        CompletableFuture<String> first = run(KEY);
        CompletableFuture<String> second = run(KEY);

        begun.remove().completeExceptionally(new IllegalStateException("broken"));
        begun.remove().complete("2");

        assertThatThrownBy(first::join).hasRootCauseMessage("broken");
        assertThat(second).isCompletedWithValue("2");
    }

    @Test
    void requestThatWaitedTooLong_isNotMade() {
        Deadline soon = Deadline.in(Duration.ofMillis(1));
        CompletableFuture<String> first = run(KEY);
        CompletableFuture<String> second = mutex.run(KEY, soon, this::request).toCompletableFuture();
        Awaitility.await().until(soon::hasPassed);

        begun.remove().complete("1");

        assertThat(first).isCompletedWithValue("1");
        assertFailed(second, Kind.TIMEOUT);
        assertThat(begun).isEmpty();
    }

    @Test
    void fullQueue_refusesMore_andLosesNoRequestInIt() {
        List<CompletableFuture<String>> calls = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            calls.add(run(KEY));
        }
        List<CompletableFuture<String>> refused =
                calls.stream().filter(CompletableFuture::isDone).toList();
        assertThat(refused).hasSize(300 - 256).allSatisfy(call -> assertFailed(call, Kind.OVERLOADED));

        while (!begun.isEmpty()) {
            begun.remove().complete("done");
        }

        assertThat(calls.stream().filter(call -> !call.isCompletedExceptionally()))
                .hasSize(256)
                .allMatch(CompletableFuture::isDone);
    }

    @Test
    void queueThatHasEnded_beginsAnew() {
        occupy(KEY);
        begun.remove().complete("1");

        occupy(KEY);

        assertThat(begun).hasSize(1);
    }

    private void occupy(String key) {
        assertThat(run(key)).isNotDone();
    }

    private CompletableFuture<String> run(String key) {
        return mutex.run(key, Deadline.in(Duration.ofMinutes(10)), this::request)
                .toCompletableFuture();
    }

    private static void assertFailed(CompletableFuture<String> call, Kind kind) {
        assertThat(call).isCompletedExceptionally();
        assertThatThrownBy(call::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(BackendException.class, failure -> {
                    assertThat(failure.kind()).isEqualTo(kind);
                    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_APPLIED);
                });
    }
}
