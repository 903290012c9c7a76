package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import dev.holdall.cassandra.faults.History.Ending;
import dev.holdall.cassandra.faults.History.Operation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Clients in both data centres make calls under faults. All answers that they get have to follow the rules of the
 * register.
 */
@Tag("deep")
class HistoryIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final Duration LENGTH = Duration.ofSeconds(25);
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int CLIENTS = 3;
    private static final Duration SKEW = Duration.ofSeconds(5);

    private final long seed = Long.getLong("holdall.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final HistoryClient.Log log = new HistoryClient.Log();
    private final AtomicBoolean over = new AtomicBoolean();

    /** A fault that lasts for a while. */
    private enum Fault {
        SLOW,
        CUT,
        BLACK_HOLE,
        CUT_FROM_EQIAD,
        CUT_FROM_CODFW,
        EQIAD_PAUSED,
        CODFW_PAUSED;

        void begin() {
            switch (this) {
                case SLOW -> DCS.link().delay(Duration.ofMillis(40));
                case CUT -> DCS.link().cut();
                case BLACK_HOLE -> DCS.link().blackHole();
                case CUT_FROM_EQIAD -> DCS.link().cutOneWay(Clusters.EQIAD, Clusters.CODFW);
                case CUT_FROM_CODFW -> DCS.link().cutOneWay(Clusters.CODFW, Clusters.EQIAD);
                case EQIAD_PAUSED -> DCS.node(Clusters.EQIAD).pause();
                case CODFW_PAUSED -> DCS.node(Clusters.CODFW).pause();
            }
        }

        void end() {
            switch (this) {
                case SLOW -> DCS.link().delay(Duration.ZERO);
                case EQIAD_PAUSED -> DCS.node(Clusters.EQIAD).resume();
                case CODFW_PAUSED -> DCS.node(Clusters.CODFW).resume();
                case CUT, BLACK_HOLE, CUT_FROM_EQIAD, CUT_FROM_CODFW ->
                    DCS.link().heal();
            }
        }
    }

    @Test
    void answersUnderFaults_followTheRulesOfTheRegister() throws ExecutionException, InterruptedException {
        try (SessionStore eqiad = open(Clusters.EQIAD, SKEW);
                SessionStore codfw = open(Clusters.CODFW, SKEW.negated())) {
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(start(new HistoryClient(eqiad, Clusters.EQIAD, "e" + i, log, random.nextLong())));
                clients.add(start(new HistoryClient(codfw, Clusters.CODFW, "c" + i, log, random.nextLong())));
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(clients.toArray(CompletableFuture<?>[]::new));
            disturb(all);
            over.set(true);
            all.get();
            DCS.makeWhole();
            awaitConvergence(eqiad, codfw);
            readAll(new HistoryClient(eqiad, Clusters.EQIAD, "e", log, seed));
            readAll(new HistoryClient(codfw, Clusters.CODFW, "c", log, seed));
        }
        assertFollowed();
    }

    private static SessionStore open(String dataCenter, Duration skew) {
        InstantSource clock = () -> Instant.now().plus(skew);
        return DCS.store(dataCenter, "")
                .backend(
                        "cassandra",
                        context -> new VersionRecorder(
                                Clusters.backend(DCS.cluster(), dataCenter, "").open(context)))
                .clock(clock)
                .requestTimeout(Duration.ofSeconds(1))
                .open();
    }

    private CompletableFuture<Void> start(HistoryClient client) {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(client, ended), "history-client");
        thread.setDaemon(true);
        thread.start();
        return ended;
    }

    private void run(HistoryClient client, CompletableFuture<Void> ended) {
        try {
            while (!over.get()) {
                client.step();
            }
            ended.complete(null);
        } catch (RuntimeException | Error e) {
            ended.completeExceptionally(e);
        }
    }

    private void disturb(CompletableFuture<Void> clients) throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + LENGTH.toNanos();
        Queue<Fault> next = new ArrayDeque<>();
        while (System.nanoTime() < end) {
            if (next.isEmpty()) {
                next.addAll(anyOrder());
            }
            Fault fault = next.remove();
            fault.begin();
            waitFor(clients, 500 + random.nextInt(2_500));
            fault.end();
            waitFor(clients, 200 + random.nextInt(1_000));
        }
    }

    private List<Fault> anyOrder() {
        List<Fault> faults = new ArrayList<>(List.of(Fault.values()));
        Collections.shuffle(faults, random);
        return faults;
    }

    /** Waits for some time, and fails if a client fails meanwhile. */
    private static void waitFor(CompletableFuture<Void> clients, int millis)
            throws ExecutionException, InterruptedException {
        try {
            clients.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException stillRunning) {
            assertThat(clients).isNotDone();
        }
    }

    /**
     * Waits until both data centres have the same versions. An acknowledged write is in at least one of them, so then
     * it is in both.
     */
    private void awaitConvergence(SessionStore eqiad, SessionStore codfw) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> log.operations()
                        .keySet()
                        .forEach(key -> assertThat(eqiad.getEntry(key).map(Entry::version))
                                .as("seed %d", seed)
                                .isEqualTo(codfw.getEntry(key).map(Entry::version))));
    }

    private void readAll(HistoryClient client) {
        log.operations().keySet().forEach(client::readConverged);
    }

    private void assertFollowed() {
        List<Operation> all =
                log.operations().values().stream().flatMap(Collection::stream).toList();
        assertThat(all)
                .filteredOn(each -> each.ending() == Ending.DONE)
                .as("calls")
                .hasSizeGreaterThan(1_000);
        log.operations()
                .forEach((key, operations) -> assertThat(new History(List.copyOf(operations)).violations())
                        .as("seed %d, key %s", seed, key)
                        .isEmpty());
    }
}
