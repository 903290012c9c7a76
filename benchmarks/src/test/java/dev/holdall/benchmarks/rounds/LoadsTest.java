package dev.holdall.benchmarks.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LoadsTest {

    private static final String[] KEYS = {"a", "b"};
    private static final Duration SHORT = Duration.ofMillis(1);

    @AfterEach
    void clearInterrupt() {
        Thread.interrupted();
    }

    static Stream<Load> failing() {
        return Stream.of(
                new BlockingLoad<>(RandomKeys.of(KEYS), LoadsTest::fail),
                new AsyncLoad<>(RandomKeys.of(KEYS), key -> CompletableFuture.failedFuture(new ExampleException())),
                new AsyncLoad<>(RandomKeys.of(KEYS), LoadsTest::failed),
                new PreparedLoad<>(1, () -> "a", LoadsTest::fail, ServerTime.UNKNOWN),
                new PreparedLoad<>(
                        1,
                        () -> {
                            throw new ExampleException();
                        },
                        LoadsTest::fail,
                        ServerTime.UNKNOWN),
                new TightLoad(KEYS, key -> {
                    throw new ExampleException();
                }));
    }

    @ParameterizedTest
    @MethodSource("failing")
    void run_ifACallFails_failsWithWhatTheCallHasThrown(Load load) {
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> load.run(2, SHORT))
                .withCauseInstanceOf(ExampleException.class)
                .withMessageContaining("ExampleException");
    }

    @Test
    void run_ofAThreadThatIsInterrupted_keepsTheInterrupt() {
        CountDownLatch end = new CountDownLatch(1);
        Stream.of(
                        new BlockingLoad<>(RandomKeys.of(KEYS), key -> await(end)),
                        new AsyncLoad<>(RandomKeys.of(KEYS), key -> new CompletableFuture<>()))
                .forEach(load -> {
                    Thread.currentThread().interrupt();
                    assertThatExceptionOfType(IllegalStateException.class)
                            .isThrownBy(() -> load.run(1, SHORT))
                            .withMessageContaining("interrupted");
                    assertThat(Thread.interrupted()).isTrue();
                });
        end.countDown();
    }

    @Test
    void preparedLoad_endsWhenAllIsUsedUp_andUsesNothingTwice() {
        AtomicInteger made = new AtomicInteger();
        Queue<Integer> used = new ConcurrentLinkedQueue<>();
        Sample sample = new PreparedLoad<>(16, made::incrementAndGet, used::add, ServerTime.UNKNOWN)
                .run(2, Duration.ofMinutes(1));

        assertThat(sample.calls()).isEqualTo(16);
        assertThat(used).hasSize(16).doesNotHaveDuplicates();
    }

    @Test
    void preparedLoad_countsTheServersTimeOfTheCallsAlone() {
        AtomicInteger made = new AtomicInteger();
        AtomicInteger madeBefore = new AtomicInteger();
        ServerTime server = new ServerTime() {
            @Override
            public Load countedIn(Load load) {
                return (inFlight, time) -> {
                    madeBefore.set(made.get());
                    return load.run(inFlight, time).withServerMicros(32);
                };
            }

            @Override
            public Results shownIn(Results results) {
                return results.countingServer();
            }
        };
        Sample sample = new PreparedLoad<>(16, made::incrementAndGet, each -> {}, server).run(1, Duration.ofMinutes(1));

        assertThat(madeBefore).hasValue(16);
        assertThat(sample.serverMicrosPerCall()).isEqualTo(2);
    }

    @Test
    void tightLoad_countsTheCallsOfAllThreads() {
        AtomicInteger calls = new AtomicInteger();
        Sample sample = new TightLoad(KEYS, key -> calls.incrementAndGet()).run(2, SHORT);

        assertThat(sample.calls()).isEqualTo(calls.get());
        assertThat(sample.callsPerSecond()).isPositive();
    }

    private static void fail(String key) {
        throw new ExampleException();
    }

    private static CompletableFuture<Object> failed(String key) {
        throw new ExampleException();
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class ExampleException extends RuntimeException {

        private static final long serialVersionUID = 1;
    }
}
