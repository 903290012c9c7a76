package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.RedisServer;
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

/** On which threads a blocking call is refused: those that this store's answers come on, whatever they are called. */
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
            assertRefused(after(() -> unanswered(store, key), () -> store.get(key)));
        }
    }

    @Test
    void callback_onAThreadOfAnotherStore_isNotRefused() throws Exception {
        try (SessionStore store = Stores.on(server, "").open();
                SessionStore other = Stores.on(server, "").open()) {
            String key = Stores.newName("key");
            store.set(key, bytes("value"));
            assertThat(after(() -> unanswered(other, key), () -> store.get(key)).get(30, TimeUnit.SECONDS))
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
            assertThat(after(() -> slowly(connection), () -> store.get(key)).get(30, TimeUnit.SECONDS))
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
            assertRefused(after(() -> unanswered(store, key), () -> store.get(key)));
        }
    }

    /** Several requests, so that the last of them isn't answered yet when something is hung on it. */
    private static CompletionStage<?> unanswered(SessionStore store, String key) {
        CompletableFuture<?>[] requests = new CompletableFuture<?>[200];
        for (int i = 0; i < requests.length; i++) {
            requests[i] = store.async().get(key).toCompletableFuture();
        }
        return requests[requests.length - 1];
    }

    private static CompletionStage<?> slowly(StatefulRedisConnection<String, String> connection) {
        return connection.async().blpop(0.2, Stores.newName("list"));
    }

    /** What a call answers with that is made where the answer to a request comes. */
    private static <T> CompletableFuture<T> after(Supplier<CompletionStage<?>> request, Supplier<T> call) {
        Thread test = Thread.currentThread();
        return request.get()
                .thenApply(done -> {
                    assertThat(Thread.currentThread()).isNotSameAs(test);
                    return call.get();
                })
                .toCompletableFuture();
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
