package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.SessionStore;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Opens many stores in one JVM: they share their threads, which end with the last store. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ManyStoresIT {

    private static final int STORES = 70;
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final RedisServer server = RedisServer.start();
    private final List<SessionStore> stores = new ArrayList<>();

    @AfterEach
    void closeStores() {
        stores.forEach(SessionStore::close);
        stores.clear();
    }

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void manyStores_needTheThreadsOfOne_andADescriptorEach() {
        open();
        long threads = threads();
        long descriptors = Descriptors.open();
        for (int i = 1; i < STORES; i++) {
            open();
        }

        assertThat(threads()).isEqualTo(threads);
        if (descriptors > 0) {
            assertThat(Descriptors.open() - descriptors).isLessThan(2 * STORES);
        }
    }

    @Test
    void store_goesOn_whenAnotherOneIsClosed() {
        SessionStore first = open();
        SessionStore second = open();
        first.close();

        second.set("key", bytes("value"));
        assertThat(second.get("key")).contains(bytes("value"));
    }

    @Test
    void threads_endWithTheLastStore_andBeginAgainWithTheNext() {
        open();
        open();
        closeStores();
        await().atMost(PATIENCE).until(() -> threads() == 0);

        SessionStore next = open();
        next.set("key", bytes("value"));
        assertThat(next.get("key")).contains(bytes("value"));
    }

    /** Each store that is opened works, whether or not the last one of the others is being closed at that moment. */
    @Test
    void openingAStore_whileTheLastOneIsClosed_isSafe() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                running.add(threads.submit(() -> {
                    for (int round = 0; round < 20; round++) {
                        try (SessionStore store = Stores.on(server, "").open()) {
                            store.set("key", bytes("value"));
                        }
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        await().atMost(PATIENCE).until(() -> threads() == 0);
    }

    private SessionStore open() {
        SessionStore store = Stores.on(server, "").open();
        stores.add(store);
        return store;
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("holdall-redis/") && !name.startsWith("holdall-redis/lookup"))
                .count();
    }
}
