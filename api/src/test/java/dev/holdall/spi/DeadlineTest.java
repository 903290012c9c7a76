package dev.holdall.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Outcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void aDeadline_passesWhenItsTimeIsOver() {
        Deadline later = Deadline.in(Duration.ofDays(1));
        assertThat(later.hasPassed()).isFalse();
        assertThat(later.remainingNanos()).isPositive();
        assertThat(later.remaining()).isBetween(Duration.ofHours(23), Duration.ofDays(1));
        assertThat(later.toString()).startsWith("Deadline[PT2").endsWith(" left]");

        Deadline passed = Deadline.inNanos(0);
        assertThat(passed.hasPassed()).isTrue();
        assertThat(passed.remainingNanos()).isNotPositive();
        assertThat(passed.remaining()).isZero();
    }

    @Test
    void await_returnsWhetherTheStageHasCompleted() throws InterruptedException {
        Deadline later = Deadline.in(Duration.ofDays(1));
        assertThat(later.await(CompletableFuture.completedFuture("answer"))).isTrue();
        assertThat(later.await(CompletableFuture.failedFuture(new IllegalStateException())))
                .isTrue();

        assertThat(Deadline.inNanos(1_000).await(new CompletableFuture<>())).isFalse();
    }

    @Test
    void notBegun_isATimeoutThatChangedNothing() {
        assertThat(Deadline.notBegun().kind()).isEqualTo(BackendException.Kind.TIMEOUT);
        assertThat(Deadline.notBegun().outcome()).isEqualTo(Outcome.NOT_APPLIED);
    }
}
