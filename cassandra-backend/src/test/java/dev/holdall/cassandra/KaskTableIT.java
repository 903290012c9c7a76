package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.Entry;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A store and Kask use the same table, as they do while one replaces the other: each reads what the other writes, and
 * the later write wins.
 */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KaskTableIT {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int HOUR_SECONDS = 3600;

    /** How long a call may take on a busy machine. */
    private static final int SLACK_SECONDS = 60;

    private final CassandraCluster cluster = Clusters.shared();
    private final CqlSession session = cluster.connect(Clusters.EQIAD);
    private final Table table = new Table(Stores.newName("kask"), "values");
    private final Kask kask = new Kask(session, table);
    private final SessionStore store;
    private final SessionStore remote;
    private final String key = Stores.newName("wikidb:MWSession");

    KaskTableIT() {
        kask.createTable();
        store = open(Clusters.EQIAD, Duration.ofDays(1));
        remote = open(Clusters.CODFW, Duration.ofDays(1));
    }

    @AfterAll
    void close() {
        store.close();
        remote.close();
        session.close();
    }

    @Test
    void whatKaskSets_isRead_withItsTtl() {
        String key = newKey();
        kask.set(key, bytes("kask's"), HOUR_SECONDS);

        Entry entry = store.getEntry(key).orElseThrow();
        assertThat(entry.value()).isEqualTo(bytes("kask's"));
        assertExpiresIn(HOUR, entry.expiry());
        assertThat(remote.get(key, Read.LATEST)).contains(bytes("kask's"));
    }

    @Test
    void whatKaskSetsWithoutTtl_neverExpires() {
        String key = newKey();
        kask.set(key, bytes("kask's"), 0);

        assertThat(store.getEntry(key).orElseThrow().expiry()).isEmpty();
    }

    @Test
    void whatIsSet_isReadByKask_withItsTtl() {
        String key = newKey();
        store.set(key, bytes("ours"), Ttl.of(HOUR));

        assertKaskReads(key, "ours", HOUR_SECONDS);
    }

    @Test
    void whatIsSetWithoutEnd_isReadByKask_withoutTtl() {
        String key = newKey();
        store.set(key, bytes("ours"), Ttl.never());

        assertKaskReads(key, "ours", 0);
    }

    @Test
    void emptyValues_areTheSameToBoth() {
        String key = newKey();
        kask.set(key, bytes(""), HOUR_SECONDS);
        assertThat(store.get(key)).contains(bytes(""));

        store.set(key, bytes(""), Ttl.of(HOUR));
        assertKaskReads(key, "", HOUR_SECONDS);
    }

    @Test
    void theLaterSetWins_whoseverItIs() {
        String key = newKey();
        kask.set(key, bytes("1"), HOUR_SECONDS);
        store.set(key, bytes("2"));
        assertKaskReads(key, "2", HOUR_SECONDS);

        kask.set(key, bytes("3"), HOUR_SECONDS);
        assertThat(store.get(key)).contains(bytes("3"));

        remote.set(key, bytes("4"));
        assertThat(store.get(key, Read.LATEST)).contains(bytes("4"));
    }

    @Test
    void kasksDelete_endsWhatWasSet() {
        String key = newKey();
        store.set(key, bytes("ours"));
        Version seen = store.getEntry(key).orElseThrow().version();
        kask.delete(key);

        assertThat(store.get(key)).isEmpty();
        store.update(key, seen, bytes("stale"));
        assertThat(store.get(key)).isEmpty();
        assertThat(store.changeTTL(key, Ttl.never())).isFalse();
        assertThat(kask.get(key)).isEmpty();
    }

    @Test
    void delete_endsWhatKaskSet() {
        String key = newKey();
        kask.set(key, bytes("kask's"), HOUR_SECONDS);
        store.delete(key);
        assertThat(kask.get(key)).isEmpty();

        kask.set(key, bytes("another"), HOUR_SECONDS);
        assertThat(store.get(key)).contains(bytes("another"));
    }

    @Test
    void update_replacesWhatKaskSet_andLosesToWhatKaskSetSince() {
        String key = newKey();
        kask.set(key, bytes("1"), HOUR_SECONDS);
        Version seen = store.getEntry(key).orElseThrow().version();
        store.update(key, seen, bytes("2"), Ttl.of(HOUR));
        assertKaskReads(key, "2", HOUR_SECONDS);

        kask.set(key, bytes("3"), HOUR_SECONDS);
        store.update(key, seen, bytes("4"), Ttl.of(HOUR));
        assertThat(store.get(key)).contains(bytes("3"));
    }

    @Test
    void changeTTL_ofWhatKaskSet_keepsTheValue() {
        String key = newKey();
        kask.set(key, bytes("kask's"), 2 * HOUR_SECONDS);

        assertThat(store.changeTTL(key, Ttl.of(HOUR))).isTrue();
        assertKaskReads(key, "kask's", HOUR_SECONDS);
        assertThat(store.changeTTL(key, Ttl.never())).isTrue();
        assertKaskReads(key, "kask's", 0);
    }

    @Test
    void conditionalVerbs_seeWhatKaskSet_andKaskSeesTheirs() {
        String key = newKey();
        kask.set(key, bytes("1"), HOUR_SECONDS);
        assertThat(store.add(key, bytes("added"))).isEmpty();

        Version seen = store.getEntry(key).orElseThrow().version();
        assertThat(store.compareAndSet(key, seen, bytes("2"), Ttl.of(HOUR))).isPresent();
        assertKaskReads(key, "2", HOUR_SECONDS);
        kask.set(key, bytes("3"), HOUR_SECONDS);
        assertThat(store.compareAndSet(key, seen, bytes("4"))).isEmpty();

        assertThat(store.increment(key, 4, 0, Ttl.never())).isEqualTo(7);
        assertKaskReads(key, "7", HOUR_SECONDS);
        kask.delete(key);
        assertThat(store.add(key, bytes("added"), Ttl.of(HOUR))).isPresent();
        assertKaskReads(key, "added", HOUR_SECONDS);
    }

    @Test
    void whatKaskSetsOnARevokedKey_isHidden_untilTheHorizon() {
        String key = newKey();
        try (SessionStore brief = open(Clusters.EQIAD, Duration.ofSeconds(5))) {
            kask.set(key, bytes("before"), HOUR_SECONDS);
            brief.revoke(key);
            kask.set(key, bytes("after"), HOUR_SECONDS);

            assertThat(brief.get(key)).isEmpty();
            assertThat(store.get(key)).isEmpty();
            assertThat(kask.get(key)).isEmpty();
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                kask.set(key, bytes("another"), HOUR_SECONDS);
                assertThat(store.get(key)).contains(bytes("another"));
            });
        }
    }

    @Test
    void rowThatKaskLeft_withoutItsValue_isAbsent() {
        String key = newKey();
        kask.set(key, bytes("for ever"), 0);
        Version seen = store.getEntry(key).orElseThrow().version();
        assertThat(store.compareAndSet(key, seen, bytes("briefly"), Ttl.of(Duration.ofSeconds(1))))
                .isPresent();

        await().atMost(Duration.ofSeconds(30)).until(() -> store.get(key).isEmpty());
        assertThat(store.changeTTL(key, Ttl.never())).isFalse();
        assertThat(store.add(key, bytes("again"))).isPresent();
        assertThat(store.get(key)).contains(bytes("again"));
    }

    private SessionStore open(String dataCenter, Duration horizon) {
        String options = "schema = validate, table = values, keyspace = " + table.keyspace();
        return Stores.in(cluster, dataCenter, options)
                .defaultTtl(HOUR)
                .revocationHorizon(horizon)
                .open();
    }

    private String newKey() {
        return Stores.newName(key);
    }

    private void assertKaskReads(String key, String value, int ttlSeconds) {
        Kask.Datum datum = kask.get(key).orElseThrow();
        assertThat(datum.value()).isEqualTo(bytes(value));
        if (ttlSeconds == 0) {
            assertThat(datum.ttlSeconds()).isZero();
        } else {
            assertThat(datum.ttlSeconds()).isBetween(ttlSeconds - SLACK_SECONDS, ttlSeconds + 1);
        }
    }

    private static void assertExpiresIn(Duration ttl, Optional<Instant> expiry) {
        assertThat(expiry.orElseThrow()).isCloseTo(Instant.now().plus(ttl), within(SLACK_SECONDS, ChronoUnit.SECONDS));
    }
}
