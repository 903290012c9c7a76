package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Checks on which threads a blocking call is refused: those that may deliver this store's answers, whatever their names
 * are.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ThreadsIT {

    private final RedisServer server = RedisServer.start();
    private final RedisURI uri = RedisURI.create(server.uri());

    @AfterAll
    void close() {
        server.close();
    }

    @Test
    void callback_onAThreadOfTheStoresOwnClient_isRefused() throws Exception {
        try (SessionStore store = Stores.on(server, "").open()) {
            String key = Stores.newName("key");
            assertRefused(after(() -> store.async().get(key), () -> store.get(key)));
        }
    }

    /** Stores share their threads, so the thread that completes another store's request may serve this one too. */
    @Test
    void callback_onAThreadOfAnotherStore_isRefused() throws Exception {
        try (SessionStore store = Stores.on(server, "").open();
                SessionStore other = Stores.on(server, "").open()) {
            String key = Stores.newName("key");
            assertRefused(after(() -> other.async().get(key), () -> store.get(key)));
        }
    }

    @Test
    void callback_ofALentClient_onAThreadOfAStore_isNotRefused() throws Exception {
        try (RedisClient client = RedisClient.create();
                SessionStore lent = SessionStores.builder("sessions")
                        .backend(RedisBackendProvider.using(client, uri))
                        .open();
                SessionStore store = Stores.on(server, "").open()) {
            String key = Stores.newName("key");
            store.set(key, bytes("value"));
            assertThat(after(() -> store.async().get(key), () -> lent.get(key)).get(30, TimeUnit.SECONDS))
                    .hasValue(bytes("value"));
        }
    }

    @Test
    void callback_onAThreadOfAClientOfTheApplications_isNotRefused() throws Exception {
        try (SessionStore store = Stores.on(server, "").open();
                RedisClient client = RedisClient.create();
                StatefulRedisConnection<String, String> connection = client.connect(uri)) {
            String key = Stores.newName("key");
            store.set(key, bytes("value"));
            assertThat(after(() -> connection.async().get(key), () -> store.get(key))
                            .get(30, TimeUnit.SECONDS))
                    .hasValue(bytes("value"));
        }
    }

    @Test
    void callback_onTheThreadOfALentClient_isRefused() throws Exception {
        try (RedisClient client = RedisClient.create();
                SessionStore store = SessionStores.builder("sessions")
                        .backend(RedisBackendProvider.using(client, uri))
                        .open()) {
            String key = Stores.newName("key");
            assertRefused(after(() -> store.async().get(key), () -> store.get(key)));
        }
    }

    /**
     * Makes a call on the thread that completes a request, and returns the call's result. The server is paused until
     * the call is attached to the request: if the request completed before that, the call would run on the test's
     * thread.
     */
    private <T> CompletableFuture<T> after(Supplier<CompletionStage<?>> request, Supplier<T> call) {
        Thread test = Thread.currentThread();
        server.pause();
        try {
            return request.get()
                    .thenApply(done -> {
                        assertThat(Thread.currentThread()).isNotSameAs(test);
                        return call.get();
                    })
                    .toCompletableFuture();
        } finally {
            server.resume();
        }
    }

    private static void assertRefused(CompletableFuture<?> call) {
        assertThat(call)
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalStateException.class)
                .withMessageContaining("this thread completes the answers");
    }
}
