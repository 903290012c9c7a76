package dev.holdall.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void in_whenTheTimeHasPassed_runsOnAThreadOfItsOwn() throws Exception {
        CompletableFuture<String> ranOn = new CompletableFuture<>();

        Deadline.in(
                Duration.ofMillis(1),
                () -> ranOn.complete(Thread.currentThread().getName()));

        assertThat(ranOn.get(30, TimeUnit.SECONDS)).startsWith("holdall-deadlines-");
    }

    @Test
    void callOff_beforeTheTimeHasPassed_runsNothing() throws Exception {
        AtomicBoolean ran = new AtomicBoolean();
        CompletableFuture<Void> later = new CompletableFuture<>();

        Deadline calledOff = Deadline.in(Duration.ofMillis(200), () -> ran.set(true));
        Deadline.in(Duration.ofMillis(400), () -> later.complete(null));
        calledOff.callOff();

        later.get(30, TimeUnit.SECONDS);
        assertThat(ran).isFalse();
    }
}
