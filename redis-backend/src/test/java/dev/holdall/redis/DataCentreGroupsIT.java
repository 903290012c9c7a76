package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.holdall.Entry;
import dev.holdall.EntryGroups;
import dev.holdall.GroupChanges;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.testservers.redis.RedisServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.LoggerFactory;

/** Keeps maps in two data centres, each with a server of its own, with the link between them whole and cut. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataCentreGroupsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Ttl AN_HOUR = Ttl.of(Duration.ofHours(1));

    private final RedisServer serverOfA = RedisServer.builder().proxied(true).start();
    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();
    private final SessionStore storeOfA = open(serverOfA, "a", "b", serverOfB);
    private final SessionStore storeOfB = open(serverOfB, "b", "a", serverOfA);
    private final EntryGroups a = storeOfA.groups();
    private final EntryGroups b = storeOfB.groups();
    private String key = "";

    /** Opens the store of a data centre. It reaches its own server without the link. */
    private static SessionStore open(RedisServer own, String local, String other, RedisServer others) {
        return Stores.of("""
                uri = "%s"
                data-centres { local = %s, others.%s.uri = "%s", sweep.after = 200 ms }
                """.formatted(own.uriWithoutLink(), local, other, others.uri()))
                .open();
    }

    @BeforeEach
    void choose() {
        key = Stores.newName("group");
    }

    @AfterEach
    void heal() {
        serverOfA.link().heal();
        serverOfB.link().heal();
    }

    @AfterAll
    void close() {
        storeOfA.close();
        storeOfB.close();
        serverOfA.close();
        serverOfB.close();
    }

    @Test
    void groupWithManyRemovedEntries_isWarnedOf_once_andNotOneWithFewer() {
        Logger log = (Logger) LoggerFactory.getLogger("dev.holdall.redis");
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        log.addAppender(logged);
        try {
            remove(500);
            assertThat(a.get(key)).isEmpty();
            assertThat(warnings(logged)).isEmpty();

            remove(501);
            for (int i = 0; i < 3; i++) {
                assertThat(a.get(key)).isEmpty();
                assertThat(a.get(key, Read.LATEST)).isEmpty();
            }
            assertThat(warnings(logged))
                    .singleElement()
                    .asString()
                    .startsWith("sessions/redis: a group was read of which 501 entries were removed or have ended")
                    .doesNotContain(key);
        } finally {
            log.detachAppender(logged);
        }
    }

    /** Puts so many entries, and removes them. */
    private void remove(int count) {
        GroupChanges.Builder puts = GroupChanges.builder();
        GroupChanges.Builder removals = GroupChanges.builder();
        for (int i = 0; i < count; i++) {
            puts.put("entry " + i, bytes("value"), AN_HOUR);
            removals.remove("entry " + i);
        }
        a.change(key, puts.build());
        a.change(key, removals.build());
    }

    private static List<String> warnings(ListAppender<ILoggingEvent> logged) {
        return logged.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains("removed or have ended"))
                .toList();
    }

    private void cut() {
        serverOfA.link().cut();
        serverOfB.link().cut();
    }

    @Test
    void entries_arrive_withTheirVersionsAndTheirEnds() {
        Version put = a.change(
                key,
                GroupChanges.builder()
                        .put("one", bytes("1"), AN_HOUR)
                        .put("two", bytes("2"), Ttl.never())
                        .build());
        awaitGroup(b, Map.of("one", "1", "two", "2"));
        assertThat(b.get(key).values())
                .allSatisfy(entry -> assertThat(entry.version()).isEqualTo(put));
        assertThat(serverOfB.admin().hget(key + "\u0001group", "one"))
                .isEqualTo(serverOfA.admin().hget(key + "\u0001group", "one"));

        b.change(
                key,
                GroupChanges.builder()
                        .update("one", put, bytes("3"), AN_HOUR)
                        .remove("two", put)
                        .build());
        awaitGroup(a, Map.of("one", "3"));
    }

    @Test
    void firstEntries_thatAreBothPutWhileTheLinkIsCut_areKept() {
        cut();
        a.change(key, put("of a"));
        b.change(key, put("of b"));

        heal();
        Map<String, String> merged = Map.of("of a", "of a", "of b", "of b");
        awaitGroup(a, merged);
        awaitGroup(b, merged);
    }

    @Test
    void removal_whileTheLinkIsCut_winsOverUpdates_ofWhatItWasBasedOn() {
        Version seen = a.change(key, put("one"));
        awaitGroup(b, Map.of("one", "one"));
        cut();
        a.change(key, GroupChanges.builder().remove("one", seen).build());
        b.change(
                key,
                GroupChanges.builder()
                        .update("one", seen, bytes("stale"), Ttl.never())
                        .build());

        heal();
        awaitGroup(a, Map.of());
        awaitGroup(b, Map.of());
    }

    @Test
    void delete_reachesAllDataCentres_andWinsOverUpdates() {
        Version seen = a.change(key, put("one"));
        awaitGroup(b, Map.of("one", "one"));

        assertThat(b.delete(key)).isEqualTo(Reach.ALL_DCS);
        assertThat(a.get(key)).isEmpty();
        a.change(
                key,
                GroupChanges.builder()
                        .update("one", seen, bytes("stale"), Ttl.never())
                        .build());
        assertThat(a.get(key)).isEmpty();
        a.change(key, put("two"));
        awaitGroup(b, Map.of("two", "two"));
    }

    @Test
    void delete_whileTheLinkIsCut_arrivesWhenItIsHealed_andSparesWhatWasPutSince() {
        a.change(key, put("one"));
        awaitGroup(b, Map.of("one", "one"));
        cut();
        assertThat(a.delete(key)).isEqualTo(Reach.LOCAL_DC);
        b.change(key, put("later"));
        assertThatThrownBy(() -> a.get(key, Read.LATEST)).isInstanceOf(StoreUnavailableException.class);

        heal();
        awaitGroup(b, Map.of("later", "later"));
        awaitGroup(a, Map.of("later", "later"));
    }

    @Test
    void delete_whereNothingHasArrivedYet_winsOverWhatWasPutBefore() {
        cut();
        b.change(key, put("earlier"));
        assertThat(a.delete(key)).isEqualTo(Reach.LOCAL_DC);

        heal();
        awaitGroup(b, Map.of());
        assertThat(a.get(key)).isEmpty();
    }

    @Test
    void deleteOfAGroup_thatHasNotArrivedYet_deletesItThere() {
        cut();
        b.change(key, put("one"));
        serverOfB.link().heal();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .until(() -> a.delete(key) == Reach.ALL_DCS);
        assertThat(b.get(key)).isEmpty();
        heal();
        a.change(key, put("two"));
        awaitGroup(b, Map.of("two", "two"));
        awaitGroup(a, Map.of("two", "two"));
    }

    @Test
    void latest_mergesWhatTheDataCentresHave() {
        a.change(key, put("one"));
        awaitGroup(b, Map.of("one", "one"));
        serverOfB.link().cut();
        a.change(key, put("of a"));
        serverOfB.admin().hset(key + "\u0001group", "of b", StoredRecords.packed('V', 1, "of b"));

        Map<String, String> merged = Map.of("one", "one", "of a", "of a", "of b", "of b");
        assertThat(texts(b.get(key, Read.LATEST))).isEqualTo(merged);
        assertThat(b.get(key, List.of("of a", "none"), Read.LATEST)).containsOnlyKeys("of a");
        awaitGroup(b, merged);
    }

    @Test
    void removedEntry_leavesAMarker_untilTheRetentionIsOver() {
        Version put = a.change(key, put("one"));
        a.change(key, GroupChanges.builder().remove("one").build());

        ByteBuffer marker = ByteBuffer.wrap(serverOfA.admin().hget(key + "\u0001group", "one"));
        assertThat(HexFormat.of().formatHex(marker.array(), 0, 8)).isEqualTo("fe68014400000008");
        assertThat(marker.getLong(8)).isGreaterThan(put.micros());
        long left = marker.getLong(16) - System.currentTimeMillis();
        assertThat(left).isPositive();
        assertThat(serverOfA.admin().pttl(key + "\u0001group")).isBetween(left - 60_000, left + 60_000);
    }

    @Test
    void whatAServerHasLost_isWrittenAgain_whenItIsConnectedAgain() {
        a.change(key, put("one"));
        awaitGroup(b, Map.of("one", "one"));
        b.change(key, put("two"));
        awaitGroup(a, Map.of("one", "one", "two", "two"));
        serverOfA.restart();
        serverOfB.restart();

        awaitGroup(a, Map.of("one", "one", "two", "two"));
        awaitGroup(b, Map.of("one", "one", "two", "two"));
    }

    private static GroupChanges put(String name) {
        return GroupChanges.builder().put(name, bytes(name), Ttl.never()).build();
    }

    private void awaitGroup(EntryGroups groups, Map<String, String> expected) {
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .untilAsserted(() -> assertThat(texts(groups.get(key))).isEqualTo(expected));
    }

    private static Map<String, String> texts(Map<String, Entry> entries) {
        Map<String, String> texts = new TreeMap<>();
        entries.forEach((name, entry) -> texts.put(name, Stores.text(entry.value())));
        return texts;
    }
}
