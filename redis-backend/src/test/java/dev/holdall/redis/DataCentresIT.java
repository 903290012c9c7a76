package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdall.Entry;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.config.StoreBuilder;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** Uses two data centres, each with a server of its own, with the link between them whole and cut. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataCentresIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RedisServer serverOfA = RedisServer.builder().proxied(true).start();
    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();
    private final SessionStore a = open(serverOfA, "a", "b", serverOfB, "");
    private final SessionStore b = open(serverOfB, "b", "a", serverOfA, "");
    private String key = "";

    /** Opens the store of a data centre. It reaches its own server without the link. */
    private static SessionStore open(RedisServer own, String local, String other, RedisServer others, String options) {
        return builder(own, local, other, others, options).open();
    }

    private static StoreBuilder builder(
            RedisServer own, String local, String other, RedisServer others, String options) {
        return Stores.of("""
                uri = "%s"
                data-centres { local = %s, others.%s.uri = "%s", sweep.after = 200 ms }
                %s
                """.formatted(own.uriWithoutLink(), local, other, others.uri(), options));
    }

    @BeforeEach
    void choose() {
        key = Stores.newName("key");
    }

    @AfterEach
    void heal() {
        serverOfA.link().heal();
        serverOfB.link().heal();
    }

    @AfterAll
    void close() {
        a.close();
        b.close();
        serverOfA.close();
        serverOfB.close();
    }

    @Test
    void traits_sayThatConditionsAreLocal() {
        assertThat(a.traits().atomicity()).isEqualTo(Traits.Scope.LOCAL_DC);
        assertThat(a.traits().reach()).isEqualTo(Traits.Scope.ALL_DCS);
        assertThat(a.traits().comparesVersions()).isTrue();
    }

    @Test
    void write_arrives_withItsVersionAndLifetime() {
        a.set(key, bytes("value"), Ttl.of(Duration.ofHours(1)));
        awaitSame();

        assertThat(b.changeTTL(key, Ttl.of(Duration.ofHours(2)))).isTrue();
        await().atMost(PATIENCE)
                .until(() -> a.getEntry(key)
                        .orElseThrow()
                        .expiry()
                        .orElseThrow()
                        .isAfter(Instant.now().plus(Duration.ofMinutes(110))));
    }

    @Test
    void eachVerb_arrives() {
        a.add(key, bytes("1"));
        awaitSame();
        Entry seen = b.getEntry(key).orElseThrow();
        b.update(key, seen.version(), bytes("2"));
        awaitSame();
        assertThat(a.compareAndSet(key, a.getEntry(key).orElseThrow().version(), bytes("3")))
                .isPresent();
        awaitSame();
        String counter = Stores.newName("key");
        a.increment(counter, 5, 1, Ttl.storeDefault());
        await().atMost(PATIENCE).until(() -> b.get(counter).isPresent());
        b.increment(counter, 5, 1, Ttl.storeDefault());
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.get(counter)).contains(bytes("6")));
    }

    @Test
    void logout_reachesAllDataCentres() {
        a.set(key, bytes("value"));
        awaitSame();

        assertThat(b.delete(key)).isEqualTo(Reach.ALL_DCS);
        assertThat(a.get(key)).isEmpty();
        assertThat(a.revoke(key)).isEqualTo(Reach.ALL_DCS);
        assertThat(b.add(key, bytes("value"))).isEmpty();
    }

    @Test
    void logout_whileTheLinkIsCut_arrivesWhenItIsHealed() {
        a.set(key, bytes("value"));
        awaitSame();
        serverOfA.link().cut();
        serverOfB.link().cut();

        assertThat(a.revoke(key)).isEqualTo(Reach.LOCAL_DC);
        Entry seen = b.getEntry(key).orElseThrow();
        b.update(key, seen.version(), bytes("saved"));
        assertThat(a.get(key)).isEmpty();
        assertThatThrownBy(() -> a.get(key, Read.LATEST)).isInstanceOf(StoreUnavailableException.class);

        serverOfA.link().heal();
        serverOfB.link().heal();
        await().atMost(PATIENCE).until(() -> b.get(key).isEmpty());
        assertThat(b.add(key, bytes("again"))).isEmpty();
        assertThat(a.get(key)).isEmpty();
    }

    @Test
    void writes_whileTheLinkIsCut_areLocal_andArriveLater() {
        serverOfA.link().blackHole();
        serverOfB.link().blackHole();
        a.set(key, bytes("of a"));
        assertThat(a.get(key)).contains(bytes("of a"));
        b.set(key, bytes("of b"));
        assertThat(b.get(key)).contains(bytes("of b"));

        serverOfA.link().heal();
        serverOfB.link().heal();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(a.get(key)).contains(bytes("of b")));
        assertThat(b.get(key)).contains(bytes("of b"));
    }

    @Test
    void largeValues_whileTheLinkIsCut_arriveLater() {
        byte[] large = new byte[100_000];
        List<String> keys =
                Stream.generate(() -> Stores.newName("key")).limit(200).toList();
        serverOfB.link().cut();
        keys.forEach(each -> a.set(each, large));

        serverOfB.link().heal();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(b.getAll(keys)).containsOnlyKeys(keys));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(serverOfA.admin().zcard("\u0001to:b")).isZero());
    }

    @Test
    void latest_seesWhatTheOtherDataCentreHas() {
        serverOfB.link().cut();
        a.set(key, bytes("value"));
        assertThat(b.get(key)).isEmpty();
        assertThat(b.get(key, Read.LATEST)).contains(bytes("value"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(b.get(key)).contains(bytes("value")));
    }

    @Test
    void latest_seesTheLaterEnd_ofAnEntryThatIsInBothDataCentres() {
        a.set(key, bytes("value"), Ttl.of(Duration.ofHours(1)));
        awaitSame();
        serverOfB.link().cut();
        assertThat(a.changeTTL(key, Ttl.never())).isTrue();
        assertThat(b.getEntry(key).orElseThrow().expiry()).isPresent();
        assertThat(b.getEntry(key, Read.LATEST).orElseThrow().expiry()).isEmpty();
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> assertThat(b.getEntry(key).orElseThrow().expiry()).isEmpty());
    }

    @Test
    void whatAServerHasLost_isWrittenAgain_whenItIsConnectedAgain() {
        String revoked = Stores.newName("key");
        a.set(key, bytes("value"));
        a.set(revoked, bytes("value"));
        assertThat(a.revoke(revoked)).isEqualTo(Reach.ALL_DCS);
        serverOfA.restart();
        serverOfB.restart();

        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .untilAsserted(() -> assertThat(a.get(key)).contains(bytes("value")));
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .untilAsserted(() -> assertThat(b.get(key)).contains(bytes("value")));
        assertThat(a.add(revoked, bytes("again"))).isEmpty();
    }

    @Test
    void nothingIsSent_whereTheOtherDataCentresDeletionsMayBeForgotten_untilAnOperatorDecides() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.holdall.redis");
        logger.addAppender(log);
        // The link to a is cut, so that b can't note there that everything has arrived.
        await().atMost(PATIENCE).until(() -> serverOfA.admin().exists("\u0001insync:b") == 1);
        serverOfA.link().cut();
        long longAgo = Instant.now().minus(Duration.ofDays(2)).toEpochMilli();
        serverOfA.admin().set("\u0001insync:b", bytes(Long.toString(longAgo)));
        await().atMost(PATIENCE)
                .until(() -> List.copyOf(log.list).stream()
                        .anyMatch(each -> each.getFormattedMessage().contains("nothing is sent to the data centre b")));
        logger.detachAppender(log);

        a.set(key, bytes("of a"));
        assertThat(serverOfA.admin().zscore("\u0001to:b", bytes(key))).isNotNull();
        serverOfA.admin().del("\u0001insync:b");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(b.get(key)).contains(bytes("of a")));
    }

    @Test
    void storeThatKnowsNoDataCentres_isRefused() {
        await().atMost(PATIENCE).until(() -> serverOfA.admin().exists("\u0001dcs") == 1);
        assertThatThrownBy(() -> Stores.on(serverOfA, "").open().close())
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("the data centres a, b")
                .hasMessageContaining("set data-centres.local and data-centres.others");
    }

    @Test
    void marks_areRemovedTogether_afterTheyHaveGathered() {
        String set = "gathering:\u0001to:b";
        try (SessionStore store = builder(serverOfA, "a", "b", serverOfB, "")
                .namespace("gathering")
                .open()) {
            long before = removals();
            for (int number = 0; number < 500; number++) {
                store.set(Stores.newName("key"), bytes("value"));
            }
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(serverOfA.admin().zcard(set)).isZero());
            assertThat(removals() - before).isBetween(1L, 250L);
        }
    }

    /** Returns how many requests have removed marks in a, of all stores. */
    private long removals() {
        return serverOfA
                .admin()
                .info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_zmscore:calls="))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf('=') + 1, line.indexOf(','))))
                .sum();
    }

    @Test
    void marksThatGather_areRemoved_whenTheStoreIsClosed() {
        String set = "closing:\u0001to:b";
        try (SessionStore store =
                builder(serverOfA, "a", "b", serverOfB, "").namespace("closing").open()) {
            assertThat(store.revoke(key)).isEqualTo(Reach.ALL_DCS);
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(serverOfA.admin().zcard(set)).isZero());
    }

    private void awaitSame() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(b.getEntry(key).map(Entry::version))
                        .isPresent()
                        .isEqualTo(a.getEntry(key).map(Entry::version)));
    }
}
