package dev.holdall.redis;

import static dev.holdall.redis.StoredRecords.packed;
import static dev.holdall.redis.StoredRecords.packedUntil;
import static dev.holdall.redis.StoredRecords.record;
import static dev.holdall.redis.StoredRecords.store;
import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.FieldChanges;
import dev.holdall.GroupChanges;
import dev.holdall.Operation;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import dev.holdall.redis.RedisDataCentres.Comparison;
import dev.holdall.testservers.redis.RedisServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Compares two data centres, each with a server of its own. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CompareIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final int EQUAL = 4_600;
    private static final int EACH = 20;

    /** How often data centres are compared: enough for an error of some milliseconds each time to show. */
    private static final int COMPARISONS = Integer.getInteger("holdall.test.comparisons", 50);

    private final RedisServer serverOfA = RedisServer.builder().proxied(true).start();
    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();

    /** The keys of each kind of difference that {@link #storeAll} makes. */
    private final Map<String, List<String>> differing = new TreeMap<>();

    @BeforeEach
    void clear() {
        for (RedisServer each : List.of(serverOfA, serverOfB)) {
            each.link().heal();
            each.admin().flushall();
        }
    }

    @AfterAll
    void close() {
        serverOfA.close();
        serverOfB.close();
    }

    /** Returns the configuration of the data centre a or b. Each reaches its own server without the link. */
    private Config config(RedisServer own, String options) {
        boolean a = own == serverOfA;
        return ConfigFactory.parseString("""
                holdall.stores.sessions {
                  backend = redis
                  namespace = compared
                  redis {
                    uri = "%s"
                    data-centres {
                      local = %s
                      others.%s.uri = "%s"
                      sweep.after = 200 ms
                      %s
                    }
                  }
                }
                """.formatted(
                own.uriWithoutLink(), a ? "a" : "b", a ? "b" : "a", (a ? serverOfB : serverOfA).uri(), options));
    }

    private SessionStore open(RedisServer own, String options) {
        return SessionStores.open("sessions", config(own, options));
    }

    private RedisDataCentres dataCentres() {
        return RedisDataCentres.open("sessions", config(serverOfA, ""));
    }

    private Comparison compare() {
        try (RedisDataCentres dataCentres = dataCentres()) {
            return dataCentres.compare("b", soFar -> {});
        }
    }

    @Test
    void maps_areMerged_bothWays() {
        try (SessionStore a = open(serverOfA, "");
                SessionStore b = open(serverOfB, "")) {
            a.maps().create("map", Map.of("one", bytes("1")));
            await().atMost(PATIENCE).until(() -> b.maps().get("map").isPresent());
            serverOfA.link().cut();
            serverOfB.link().cut();
            change(a, "of a");
            change(b, "of b");
            change(b, "of b, too");
        }
        serverOfA.admin().del("compared:\u0001to:b");
        serverOfB.admin().del("compared:\u0001to:a");
        serverOfA.link().heal();
        serverOfB.link().heal();

        Comparison done = compare();

        assertThat(done.different()).isEqualTo(1);
        assertThat(done.sent()).isEqualTo(1);
        assertThat(done.received()).isEqualTo(1);
        assertThat(compare().different()).isZero();
        for (RedisServer each : List.of(serverOfA, serverOfB)) {
            assertThat(each.admin().hgetall("compared:map\u0001map"))
                    .containsOnlyKeys("", "one", "of a", "of b", "of b, too");
        }
    }

    @Test
    void groups_areMerged_bothWays() {
        try (SessionStore a = open(serverOfA, "");
                SessionStore b = open(serverOfB, "")) {
            put(a, "one");
            await().atMost(PATIENCE).until(() -> !b.groups().get("group").isEmpty());
            serverOfA.link().cut();
            serverOfB.link().cut();
            put(a, "of a");
            put(b, "of b");
            put(b, "of b, too");
        }
        serverOfA.admin().del("compared:\u0001to:b");
        serverOfB.admin().del("compared:\u0001to:a");
        serverOfA.link().heal();
        serverOfB.link().heal();

        Comparison done = compare();

        assertThat(done.different()).isEqualTo(1);
        assertThat(done.sent()).isEqualTo(1);
        assertThat(done.received()).isEqualTo(1);
        assertThat(compare().different()).isZero();
        for (RedisServer each : List.of(serverOfA, serverOfB)) {
            assertThat(each.admin().hgetall("compared:group\u0001group"))
                    .containsOnlyKeys("", "one", "of a", "of b", "of b, too");
        }
    }

    private static void put(SessionStore store, String name) {
        store.groups()
                .change(
                        "group",
                        GroupChanges.builder()
                                .put(name, bytes(name), Ttl.never())
                                .build());
    }

    private static void change(SessionStore store, String field) {
        store.maps()
                .change(
                        store.maps().get("map").orElseThrow(),
                        FieldChanges.builder().put(field, bytes(field)).build());
    }

    @Test
    void differences_ofEveryKind_areSentToTheSideThatHasTheLowerRecord() {
        storeAll();
        Map<String, String> restOfA = withoutCompared(serverOfA);
        Map<String, String> restOfB = withoutCompared(serverOfB);
        List<Comparison> progress = new ArrayList<>();

        Comparison done;
        try (RedisDataCentres dataCentres = dataCentres()) {
            done = dataCentres.compare("b", progress::add);
        }

        assertThat(done.different()).isEqualTo((long) differing.size() * EACH);
        assertThat(done.sent()).isEqualTo(8L * EACH);
        assertThat(done.received()).isEqualTo(9L * EACH);
        assertThat(done.refused()).isEqualTo(EACH);
        assertThat(done.scanned()).isGreaterThan(2L * EQUAL);
        assertThat(done.examined()).isLessThan(4L * differing.size() * EACH);
        assertThat(progress).isNotEmpty().last().isEqualTo(done);
        differing.forEach(this::assertMerged);
        assertThat(withoutCompared(serverOfA)).isEqualTo(restOfA);
        assertThat(withoutCompared(serverOfB)).isEqualTo(restOfB);
        assertThat(serverOfA.admin().keys("*\u0001*")).containsExactly("compared:\u0001own");

        Map<String, String> after = StoredRecords.all(serverOfA);
        Comparison again = compare();
        assertThat(again.sent() + again.received()).isZero();
        assertThat(again.different()).isEqualTo(again.refused()).isEqualTo(EACH);
        assertThat(StoredRecords.all(serverOfA)).isEqualTo(after);
    }

    /** Stores entries that are equal in both data centres, and some of each kind of difference. */
    private void storeAll() {
        long version = Instant.now().minus(Duration.ofHours(2)).toEpochMilli() * 1_000;
        long later = version + 100;
        long end = Instant.now().plusMillis(HOUR).toEpochMilli();
        for (int i = 0; i < EQUAL; i++) {
            String key = "compared:equal" + i;
            byte[] entry = packed('V', version + i, "value" + i);
            store(serverOfA, key, i % 7 == 0 ? packedUntil(end, version + i, "value" + i) : entry, HOUR);
            store(serverOfB, key, entry, HOUR);
        }
        byte[] entry = packed('V', version, "old");
        byte[] greater = packed('V', later, "new");
        differ("sent: only here", entry, HOUR, null, 0);
        differ("received: only there", null, 0, entry, HOUR);
        differ("sent: newer here", greater, HOUR, entry, HOUR);
        differ("received: newer there", entry, HOUR, greater, HOUR);
        differ("sent: tombstone", packed('D', later, ""), HOUR, entry, HOUR);
        differ("received: tombstone alone", null, 0, packed('D', later, ""), HOUR);
        differ("received: entry after a tombstone", packed('D', version, ""), HOUR, greater, HOUR);
        differ("sent: revocation", packed('R', version, ""), HOUR, greater, HOUR);
        differ("received: two revocations", packed('R', version, ""), HOUR, packed('R', later, ""), HOUR);
        differ("sent: until", packedUntil(end, version, "old"), 2 * HOUR, null, 0);
        differ("sent: until that has ended", packedUntil(1, later, "later"), HOUR, entry, HOUR);
        differ("received: the same one, whose end is later there", packedUntil(1, version, "old"), HOUR, entry, HOUR);
        differ("received: same version, greater bytes", entry, HOUR, packed('V', version, "omd"), HOUR);
        differ("sent: same version, more bytes", packed('V', version, "old+"), HOUR, entry, HOUR);
        differ("received: never ends", entry, HOUR, entry, 0);
        differ("sent: ends later", entry, 2 * HOUR, entry, HOUR);
        differ("received: ends later there", entry, HOUR, entry, 2 * HOUR);
        differ("refused: foreign", bytes("foreign"), HOUR, entry, HOUR);

        for (RedisServer each : List.of(serverOfA, serverOfB)) {
            String name = each == serverOfA ? "a" : "b";
            store(each, "compared:foreign", bytes("foreign of " + name), 0);
            each.admin().hset("compared:hash", "field", bytes(name));
            store(each, "compared:\u0001own", packed('V', version, name), 0);
            store(each, "other:key", packed('V', version, name), 0);
            store(each, "key", packed('V', version, name), 0);
            each.admin().hset("hash", "field", bytes(name));
        }
    }

    private void differ(
            String kind, byte @Nullable [] here, long lifetimeHere, byte @Nullable [] there, long lifetimeThere) {
        for (int i = 0; i < EACH; i++) {
            String key = "compared:" + kind + i;
            differing.computeIfAbsent(kind, unused -> new ArrayList<>()).add(key);
            if (here != null) {
                store(serverOfA, key, here, lifetimeHere);
            }
            if (there != null) {
                store(serverOfB, key, there, lifetimeThere);
            }
        }
    }

    private Map<String, String> withoutCompared(RedisServer server) {
        Map<String, String> all = StoredRecords.all(server);
        differing.values().forEach(all.keySet()::removeAll);
        return all;
    }

    private void assertMerged(String kind, List<String> keys) {
        for (String key : keys) {
            if (kind.startsWith("refused")) {
                assertThat(serverOfA.admin().get(key)).as(key).isEqualTo(bytes("foreign"));
                continue;
            }
            assertThat(record(serverOfA, key)).as(key).isNotNull().isEqualTo(record(serverOfB, key));
            if (kind.contains("newer") || kind.contains("after")) {
                assertThat(Stores.text(serverOfA.admin().get(key))).as(key).endsWith("new");
            }
            if (kind.contains("bytes")) {
                assertThat(Stores.text(serverOfA.admin().get(key))).as(key).containsAnyOf("omd", "old+");
            }
            if (kind.contains("end")) {
                assertThat(serverOfA.admin().pttl(key))
                        .as(key)
                        .isCloseTo(serverOfB.admin().pttl(key), within(5_000L));
            }
        }
    }

    /** Each transfer makes the end of an entry a little later. Comparing again and again must not add that up. */
    @Test
    void comparedOverAndOver_entriesEndWhenTheyDid() {
        byte[] entry = packed('V', Instant.now().toEpochMilli() * 1_000, "value");
        store(serverOfA, "compared:later", entry, 2 * HOUR);
        store(serverOfB, "compared:later", entry, HOUR);
        store(serverOfB, "compared:alone", entry, HOUR);
        long latest = System.currentTimeMillis() + 2 * HOUR;
        assertThat(compare().different()).isEqualTo(2);
        Map<String, Long> ends = ends();

        try (RedisDataCentres dataCentres = dataCentres()) {
            for (int i = 0; i < COMPARISONS; i++) {
                assertThat(dataCentres.compare("b", soFar -> {}).different()).isZero();
            }
        }

        assertThat(ends()).allSatisfy((key, end) -> assertThat(end).isCloseTo(ends.get(key), within(50L)));
        assertThat(ends()).allSatisfy((key, end) -> assertThat(end).isLessThan(latest + 1_000));
    }

    /** Returns when each entry ends, in milliseconds since 1970. */
    private Map<String, Long> ends() {
        Map<String, Long> ends = new TreeMap<>();
        for (RedisServer each : List.of(serverOfA, serverOfB)) {
            for (String key : List.of("compared:later", "compared:alone")) {
                long before = System.currentTimeMillis();
                long left = each.admin().pttl(key);
                ends.put(key + (each == serverOfA ? " in a" : " in b"), before + left);
            }
        }
        return ends;
    }

    @Test
    void marksThatWereLost_areMadeUpFor() {
        Map<String, byte[]> ofA = values("a");
        Map<String, byte[]> ofB = values("b");
        serverOfA.link().cut();
        serverOfB.link().cut();
        // The processes end with the marks. Otherwise each would send its latest writes when the link is healed.
        try (SessionStore a = open(serverOfA, "");
                SessionStore b = open(serverOfB, "")) {
            a.setAll(ofA);
            b.setAll(ofB);
        }
        serverOfA.admin().del("compared:\u0001to:b");
        serverOfB.admin().del("compared:\u0001to:a");
        serverOfA.link().heal();
        serverOfB.link().heal();
        try (SessionStore a = open(serverOfA, "");
                SessionStore b = open(serverOfB, "")) {
            Comparison done = compare();

            assertThat(done.sent()).isEqualTo(ofA.size());
            assertThat(done.received()).isEqualTo(ofB.size());
            assertThat(b.getAll(ofA.keySet())).containsExactlyInAnyOrderEntriesOf(ofA);
            assertThat(a.getAll(ofB.keySet())).containsExactlyInAnyOrderEntriesOf(ofB);
            assertThat(serverOfB.admin().exists("compared:\u0001to:a")).isZero();
        }
    }

    private static Map<String, byte[]> values(String prefix) {
        Map<String, byte[]> values = new TreeMap<>();
        for (int i = 0; i < 150; i++) {
            values.put(Stores.newName(prefix), bytes("value" + i));
        }
        return values;
    }

    @Test
    void afterACutThatIsTooLong_itIsRefused_untilAnOperatorMerges() {
        serverOfA.admin().set("compared:\u0001insync:b", bytes(millisBefore(Duration.ofDays(2))));
        store(serverOfA, "compared:key", packed('V', 1, "value"), HOUR);

        try (RedisDataCentres dataCentres = dataCentres()) {
            assertThatThrownBy(() -> dataCentres.compare("b", soFar -> {}))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("sessions/redis: compare: for longer than tombstone-retention")
                    .extracting(failure -> ((SessionStoreException) failure).operation())
                    .isEqualTo(Operation.COMPARE);
            assertThat(serverOfB.admin().exists("compared:key")).isZero();

            assertThat(dataCentres.merge("b", soFar -> {}).sent()).isEqualTo(1);
            assertThat(dataCentres.compare("b", soFar -> {}).different()).isZero();
        }
        assertThat(serverOfB.admin().exists("compared:key")).isEqualTo(1);
    }

    private static String millisBefore(Duration time) {
        return Long.toString(Instant.now().minus(time).toEpochMilli());
    }

    @Test
    void tooManyMarks_areDropped_reported_andMadeUpForByAComparison() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger("dev.holdall.redis");
        logger.addAppender(log);
        Map<String, byte[]> values = values("many");
        serverOfB.link().cut();
        try (SessionStore a = open(serverOfA, "max-pending = 100")) {
            a.setAll(values);
            await().atMost(PATIENCE)
                    .until(() -> serverOfA.admin().zcard("compared:\u0001to:b") == 100
                            && List.copyOf(log.list).stream()
                                    .anyMatch(each -> each.getFormattedMessage()
                                            .contains(
                                                    "b were dropped because there were more than max-pending, 50 of")));
        }
        // This process has ended. Otherwise it would send its latest writes when the link is healed.
        serverOfB.link().heal();
        try (SessionStore a = open(serverOfA, "max-pending = 100");
                SessionStore b = open(serverOfB, "")) {
            assertThat(a.getAll(values.keySet())).hasSize(150);
            await().atMost(PATIENCE).until(() -> serverOfA.admin().zcard("compared:\u0001to:b") == 0);
            assertThat(b.getAll(values.keySet())).hasSize(100);
            // All marks are gone, but not everything has arrived: a must not say so.
            serverOfB.admin().set("compared:\u0001insync:a", bytes("1"));
            assertThat(serverOfA.admin().exists("compared:\u0001dropped:b")).isEqualTo(1);
            awaitSweep();
            assertThat(serverOfB.admin().get("compared:\u0001insync:a")).isEqualTo(bytes("1"));
            serverOfB.admin().set("compared:\u0001insync:a", bytes(millisBefore(Duration.ofHours(1))));

            assertThat(compare().sent()).isEqualTo(50);

            assertThat(b.getAll(values.keySet())).containsExactlyInAnyOrderEntriesOf(values);
            assertThat(serverOfA.admin().exists("compared:\u0001dropped:b")).isZero();
        } finally {
            logger.detachAppender(log);
        }
    }

    /** Waits until the process that has the lease of data centre a has begun two further sweeps. */
    private void awaitSweep() {
        for (int i = 0; i < 2; i++) {
            String lease = "compared:\u0001lease:sweep";
            serverOfA.admin().pexpire(lease, 5_000);
            await().atMost(PATIENCE).until(() -> serverOfA.admin().pttl(lease) > 6_000);
        }
    }

    @Test
    void aRecordOfTheApplication_isComparedByTheDocumentedCommand(@TempDir Path folder) throws Exception {
        store(serverOfB, "compared:key", packed('V', 1, "value"), HOUR);
        Path config = Files.writeString(
                folder.resolve("application.conf"), config(serverOfA, "").root().render());
        Path output = folder.resolve("output");
        Process command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dconfig.file=" + config,
                        "dev.holdall.redis.CompareDataCentres",
                        "sessions",
                        "b")
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(command.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(output)
                    .content()
                    .contains("done: 1 keys scanned, 1 compared one by one, 1 different, 0 sent, 1");
            assertThat(command.exitValue()).isZero();
        } finally {
            command.destroyForcibly();
        }
        assertThat(serverOfA.admin().exists("compared:key")).isEqualTo(1);
    }

    @Test
    void configurationsWithoutOtherDataCentres_andUnknownNames_areRefused() {
        Config alone = ConfigFactory.parseString(
                "holdall.stores.sessions { backend = redis, redis.uri = \"" + serverOfA.uri() + "\" }");
        assertThatThrownBy(() -> RedisDataCentres.open("sessions", alone))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("names no other data centre");
        try (RedisDataCentres dataCentres = dataCentres()) {
            assertThatThrownBy(() -> dataCentres.compare("c", soFar -> {}))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("[b]");
            serverOfB.link().cut();
            assertThatThrownBy(() -> dataCentres.compare("b", soFar -> {}))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the data centre b is not connected");
        }
    }
}
