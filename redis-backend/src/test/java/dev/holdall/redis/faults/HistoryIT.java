package dev.holdall.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.redis.Stores;
import dev.holdall.tck.RandomHistories;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Makes concurrent calls on the same keys, while one fault after the other disturbs the server. There must be an order
 * of the calls that explains all answers.
 */
@Tag("deep")
class HistoryIT {

    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Duration REQUEST_TIMEOUT = Duration.ofMillis(300);
    private static final int LONGEST_MILLIS = 500;
    private static final int AT_ONCE = 4;

    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final AtomicBoolean over = new AtomicBoolean();

    /** A fault that lasts for a while, and in which the server loses no data. */
    private enum Fault {
        SLOW,
        CUT,
        BLACK_HOLE,
        PAUSED,
        SCRIPTS_FORGOTTEN,
        CONNECTIONS_KILLED;

        private void begin(RedisServer server) {
            switch (this) {
                case SLOW -> server.link().delay(REQUEST_TIMEOUT.dividedBy(3));
                case CUT -> server.link().cut();
                case BLACK_HOLE -> server.link().blackHole();
                case PAUSED -> server.pause();
                case SCRIPTS_FORGOTTEN -> server.execute("SCRIPT", "FLUSH");
                case CONNECTIONS_KILLED -> server.execute("CLIENT", "KILL", "USER", "default");
            }
        }

        private void end(RedisServer server) {
            switch (this) {
                case SCRIPTS_FORGOTTEN, CONNECTIONS_KILLED -> {}
                case SLOW -> server.link().delay(Duration.ZERO);
                case CUT, BLACK_HOLE -> server.link().heal();
                case PAUSED -> server.resume();
            }
        }
    }

    @Test
    void concurrentCallsUnderFaults_canBePutInOrder() throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try (RedisServer server = RedisServer.builder().proxied(true).start();
                SessionStore store =
                        Stores.on(server, "").requestTimeout(REQUEST_TIMEOUT).open()) {
            List<RandomHistories> histories = Stream.generate(() -> new RandomHistories(store, random.nextLong()))
                    .limit(AT_ONCE)
                    .toList();
            List<CompletableFuture<Void>> running = histories.stream()
                    .map(each -> CompletableFuture.runAsync(() -> each.runWhile(() -> !over.get()), threads))
                    .toList();
            disturb(server, running);
            over.set(true);
            running.forEach(CompletableFuture::join);

            assertThat(histories).as("seed %d", seed).allSatisfy(each -> {
                assertThat(each.rounds()).isPositive();
                assertThat(each.unknown()).isPositive();
            });
        } finally {
            over.set(true);
            threads.shutdown();
        }
    }

    private void disturb(RedisServer server, List<CompletableFuture<Void>> running)
            throws ExecutionException, InterruptedException {
        CompletableFuture<Object> any = CompletableFuture.anyOf(running.toArray(CompletableFuture<?>[]::new));
        long endNanos = System.nanoTime() + LENGTH.toNanos();
        while (System.nanoTime() - endNanos < 0) {
            Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
            fault.begin(server);
            try {
                runForAWhile(any);
            } finally {
                fault.end(server);
            }
            runForAWhile(any);
        }
    }

    /** Lets the histories run for a while. Fails if one of them has failed, as no order explains its answers. */
    private void runForAWhile(CompletableFuture<Object> any) throws ExecutionException, InterruptedException {
        try {
            any.get(random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillRunning) {
            assertThat(any).isNotDone();
        }
    }
}
