package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Opens stores in two data centres with the application's client, with few rights, and beside older ones. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataCentreClientIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisServer serverOfA = RedisServer.start();
    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();

    @AfterAll
    void close() {
        serverOfA.close();
        serverOfB.close();
    }

    @Test
    void applicationsClient_serves_andABlockingCallOnTheOtherDataCentresThreadIsRefused() {
        try (RedisClient client = RedisClient.create();
                SessionStore a = SessionStores.builder("sessions")
                        .config(ConfigFactory.parseString(
                                        "data-centres { local = a, others.b.uri = \"%s\" }".formatted(serverOfB.uri()))
                                .atPath("holdall.stores.sessions.redis"))
                        .backend(RedisBackendProvider.using(client, RedisURI.create(serverOfA.uri())))
                        .open()) {
            String key = Stores.newName("key");
            assertThat(a.delete(key)).isEqualTo(Reach.ALL_DCS);
            a.set(key, bytes("value"));
            await().atMost(PATIENCE).until(() -> serverOfB.admin().exists(key) == 1);

            Thread test = Thread.currentThread();
            serverOfB.pause();
            CompletableFuture<Object> after;
            try {
                after = a.async()
                        .get(key, Read.LATEST)
                        .thenApply(found -> {
                            assertThat(Thread.currentThread()).isNotSameAs(test);
                            return (Object) a.get(key);
                        })
                        .toCompletableFuture();
            } finally {
                serverOfB.resume();
            }
            assertThat(after)
                    .failsWithin(PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessageContaining("this thread completes the answers");
        }
    }

    /** Each user has only the documented rights, and only on keys of the store's namespace. */
    @Test
    void rightsInTheDocument_areAllThatIsNeeded() {
        DocumentedUser own = DocumentedUser.read().with("`data-centres`");
        String rules = own.rules().replace("~*", "~wiki:*");
        String rulesOfOthers = rules.replace("+info", "");
        for (RedisServer server : List.of(serverOfA, serverOfB)) {
            allow(server, "own", own.password(), rules);
            allow(server, "others", own.password(), rulesOfOthers);
            server.execute("ACL", "LOG", "RESET");
        }
        try (SessionStore a = secured(serverOfA, "a", "b", serverOfB, own.password());
                SessionStore b = secured(serverOfB, "b", "a", serverOfA, own.password())) {
            a.set("1", bytes("value"));
            await().atMost(PATIENCE).until(() -> b.get("1").isPresent());
            assertThat(b.changeTTL("1", Ttl.of(Duration.ofMinutes(5)))).isTrue();
            assertThat(a.get("1", Read.LATEST)).isPresent();
            assertThat(b.delete("1")).isEqualTo(Reach.ALL_DCS);
            assertThat(a.revoke("1")).isEqualTo(Reach.ALL_DCS);

            serverOfB.link().cut();
            a.set("2", bytes("value"));
            assertThat(a.revoke("3")).isEqualTo(Reach.LOCAL_DC);
            serverOfB.link().heal();
            await().atMost(PATIENCE).until(() -> b.get("2").isPresent());
            await().atMost(PATIENCE)
                    .until(() -> serverOfA.admin().zcard("wiki:\u0001to:b")
                                    + serverOfB.admin().zcard("wiki:\u0001to:a")
                            == 0);
        }
        for (RedisServer server : List.of(serverOfA, serverOfB)) {
            assertThat(server.execute("ACL", "LOG"))
                    .allSatisfy(each -> assertThat(String.valueOf(each)).contains("client|set"));
        }
    }

    private static void allow(RedisServer server, String name, String password, String rules) {
        Stream<String> words = Pattern.compile("\\s+").splitAsStream(rules.trim());
        server.execute(Stream.concat(Stream.of("ACL", "SETUSER", name, "on", ">" + password), words)
                .toArray(String[]::new));
    }

    private static SessionStore secured(
            RedisServer own, String local, String other, RedisServer others, String password) {
        return Stores.of("""
                        nodes = %s, username = own, password = "%s"
                        data-centres {
                          local = %s
                          others.%s { nodes = %s, username = others, password = "%s" }
                          sweep.after = 200 ms
                        }
                        """.formatted(
                                "[\"" + own.uriWithoutLink().substring("redis://".length()) + "\"]",
                                password,
                                local,
                                other,
                                Backends.list(List.of(others.address())),
                                password))
                .namespace("wiki")
                .open();
    }

    @Test
    void processWithoutDataCentres_isLetIn_whileOthersPrepareForThem() {
        try (RedisServer server = RedisServer.start();
                SessionStore prepared =
                        Stores.on(server, "data-centres.local = a").open();
                SessionStore old = Stores.on(server, "").open()) {
            prepared.set("key", bytes("value"));
            assertThat(old.get("key")).isPresent();
        }
    }
}
