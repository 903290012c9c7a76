package dev.holdall.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.SessionStore;
import dev.holdall.redis.faults.LoadClient.Failure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that make calls until {@link #close()}, whatever happens to the server. */
final class Load implements AutoCloseable {

    private static final int CLIENTS = 6;
    private static final Duration PACE = Duration.ofMillis(4);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** How many successes in a row show that a client's calls succeed again. */
    private static final int RECOVERED = 10;

    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final AtomicInteger losses = new AtomicInteger();
    private final List<LoadClient> clients = new ArrayList<>();
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(CLIENTS);

    /** Starts the clients. */
    Load(SessionStore store) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new LoadClient(store, random.split(), losses::get));
        }
        clients.forEach(client -> threads.scheduleWithFixedDelay(client, 0, PACE.toMillis(), TimeUnit.MILLISECONDS)
                .isDone());
    }

    /**
     * Notes that the server may lose data. Called before the server is made to lose some or all of its data, and again
     * when that is over.
     */
    void noteLoss() {
        losses.incrementAndGet();
    }

    /** Waits until each client has made this many more calls. */
    void awaitCalls(int calls) {
        List<Integer> goals =
                clients.stream().map(client -> client.calls() + calls).toList();
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
            for (int client = 0; client < goals.size(); client++) {
                assertThat(clients.get(client).calls()).as("calls").isGreaterThanOrEqualTo(goals.get(client));
            }
        });
    }

    /** Waits until the calls of all clients succeed again. */
    void awaitRecovery(Duration atMost) {
        clients.forEach(LoadClient::countSuccesses);
        await().atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(clients)
                        .as("all clients succeed again, %s", this)
                        .allMatch(client -> client.successesInARow() >= RECOVERED));
    }

    /** Returns the calls that have failed so far. */
    List<Failure> failures() {
        return clients.stream().flatMap(client -> client.failures().stream()).toList();
    }

    /**
     * Returns how many sessions were read as older than an acknowledged write. That is right only for sessions that
     * existed when the server lost data.
     */
    int lost() {
        return clients.stream().mapToInt(LoadClient::lost).sum();
    }

    /** Ends the load, and asserts that each answer was right, also those of a last read of all sessions. */
    void assertRight() {
        close();
        clients.forEach(LoadClient::readEverything);
        assertThat(clients.stream().flatMap(client -> client.violations().stream()))
                .as("wrong answers, %s", this)
                .isEmpty();
    }

    @Override
    public void close() {
        threads.shutdown();
        await().atMost(PATIENCE).until(threads::isTerminated);
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
