package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.SessionStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A steady load of sessions, from clients in every data centre. {@link #close()} ends the load. */
final class Load implements AutoCloseable {

    private static final int CLIENTS_PER_STORE = 4;

    /**
     * The pause of a client between two calls. Eight clients make 80 calls a second; with more, six nodes on two cores
     * could not recover.
     */
    private static final Duration PACE = Duration.ofMillis(100);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final List<Client> clients = new ArrayList<>();
    private final ScheduledExecutorService threads;

    Load(Collection<SessionStore> stores) {
        SplittableRandom random = new SplittableRandom(seed);
        for (SessionStore store : stores) {
            for (int client = 0; client < CLIENTS_PER_STORE; client++) {
                clients.add(new Client(store, random.split()));
            }
        }
        threads = Executors.newScheduledThreadPool(clients.size());
        clients.forEach(client -> threads.scheduleWithFixedDelay(client, 0, PACE.toMillis(), TimeUnit.MILLISECONDS)
                .isDone());
    }

    /** Waits until each client has made this many calls more. */
    void goOn(int calls) {
        List<Long> goals =
                clients.stream().map(client -> client.calls() + calls).toList();
        await().atMost(PATIENCE).untilAsserted(() -> {
            for (int client = 0; client < goals.size(); client++) {
                assertThat(clients.get(client).calls()).as("calls").isGreaterThanOrEqualTo(goals.get(client));
            }
        });
    }

    long calls() {
        return clients.stream().mapToLong(Client::calls).sum();
    }

    /** Ends the load, and asserts that no call has failed and that every reader sees all acknowledged writes. */
    void assertNothingFailed(Collection<Function<String, Optional<byte[]>>> readers) {
        close();
        clients.parallelStream().forEach(client -> readers.forEach(client::verifyAll));
        assertThat(clients.stream().flatMap(client -> client.failures().stream()))
                .as("failures of %d calls, with the seed %d", calls(), seed)
                .isEmpty();
    }

    @Override
    public void close() {
        threads.shutdown();
        await().atMost(PATIENCE).until(threads::isTerminated);
    }
}
