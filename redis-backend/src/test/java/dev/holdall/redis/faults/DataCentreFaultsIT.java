package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Lets a server of one of two data centres refuse records, lose what it has, or have a clock of its own. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DataCentreFaultsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** More than the sweep reads at a time. */
    private static final int MANY = 600;

    private final RedisServer serverOfA = RedisServer.builder().proxied(true).start();
    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();
    private final SessionStore a = open(serverOfA, "a", "b", serverOfB, InstantSource.system());
    private final SessionStore b =
            open(serverOfB, "b", "a", serverOfA, InstantSource.offset(InstantSource.system(), Duration.ofMinutes(10)));
    private String key = "";

    private static SessionStore open(
            RedisServer own, String local, String other, RedisServer others, InstantSource clock) {
        return Stores.of("""
                        uri = "%s"
                        data-centres { local = %s, others.%s.uri = "%s", sweep.after = 200 ms }
                        """.formatted(own.uriWithoutLink(), local, other, others.uri()))
                .clock(clock)
                .open();
    }

    @BeforeEach
    void choose() {
        key = Stores.newName("key");
    }

    @AfterEach
    void heal() {
        serverOfA.link().heal();
        serverOfB.link().heal();
        serverOfB.admin().configSet("maxmemory", "0");
        awaitNoMarks();
    }

    @AfterAll
    void close() {
        a.close();
        b.close();
        serverOfA.close();
        serverOfB.close();
    }

    @Test
    void entriesThatAFullServerRefuses_holdNoLogoutUp_andArriveLater() {
        serverOfB.link().cut();
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            keys.add(Stores.newName("key"));
            a.set(keys.get(i), bytes("value"));
        }
        assertThat(a.revoke(key)).isEqualTo(Reach.LOCAL_DC);
        String deleted = Stores.newName("key");
        assertThat(a.delete(deleted)).isEqualTo(Reach.LOCAL_DC);
        serverOfB.admin().configSet("maxmemory", "1");
        byte[] noted = serverOfB.admin().get("\u0001insync:a");
        serverOfB.link().heal();

        await().atMost(PATIENCE).until(() -> kind(serverOfB, key) == 'R' && kind(serverOfB, deleted) == 'D');
        assertThat(kind(serverOfB, keys.get(MANY - 1))).isEqualTo('-');
        // What is refused takes nothing back in the other data centre, so both remain in step.
        serverOfB.admin().configSet("maxmemory", "0");
        await().atMost(PATIENCE).until(() -> b.getAll(keys).size() == MANY);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(serverOfB.admin().get("\u0001insync:a")).isNotEqualTo(noted));
    }

    @Test
    void entryThatIsRefusedForEver_keepsTheDataCentresInStep() {
        serverOfB.link().cut();
        a.set(key, bytes("value"));
        serverOfB.admin().set(key, bytes("no entry of this library"));
        serverOfB.link().heal();
        await().atMost(PATIENCE).until(() -> serverOfA.admin().zcard("\u0001to:b") == 1);
        byte[] noted = serverOfB.admin().get("\u0001insync:a");

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(serverOfB.admin().get("\u0001insync:a")).isNotEqualTo(noted));
        assertThat(serverOfA.admin().zscore("\u0001to:b", bytes(key))).isNotNull();
        assertThat(a.delete(key)).isEqualTo(Reach.ALL_DCS);
    }

    /** The clock in b is ahead, so the tombstone has a version there that is above what is set in a afterwards. */
    @Test
    void keyThatIsSetAfterItsDelete_staysSet_whateverTheOtherDataCentreHad() {
        serverOfA.link().cut();
        b.set(key, bytes("of b"));
        assertThat(a.delete(key)).isEqualTo(Reach.ALL_DCS);
        a.set(key, bytes("of a"));

        serverOfA.link().heal();
        awaitNoMarks();
        assertThat(a.get(key)).contains(bytes("of a"));
        assertThat(b.get(key)).contains(bytes("of a"));
    }

    @Test
    void logout_isMadeAgain_whereAServerOfTheOtherDataCentreHasLostIt() {
        a.set(key, bytes("value"));
        assertThat(a.revoke(key)).isEqualTo(Reach.ALL_DCS);

        serverOfB.restart();
        await().atMost(PATIENCE).until(() -> kind(serverOfB, key) == 'R');
    }

    @Test
    void whatAServerHasLost_togetherWithItsMarks_arrivesWhenTheLinkIsHealed() {
        serverOfB.link().cut();
        a.set(key, bytes("value"));
        serverOfA.restart();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(SessionStoreException.class)
                .until(() -> a.get(key).isPresent());
        await().atMost(PATIENCE).until(() -> serverOfA.admin().zcard("\u0001to:b") > 0);

        serverOfB.link().heal();
        await().atMost(PATIENCE).until(() -> b.get(key).isPresent());
    }

    @Test
    void scripts_areLoadedAgain_whereTheOtherDataCentreHasForgottenThem() {
        serverOfB.admin().scriptFlush();
        a.set(key, bytes("value"));
        await().atMost(PATIENCE).until(() -> b.get(key).isPresent());
        serverOfB.admin().scriptFlush();
        assertThat(a.revoke(key)).isEqualTo(Reach.ALL_DCS);
    }

    /** Returns the kind of what is stored; a hyphen if nothing is. */
    private static char kind(RedisServer server, String key) {
        byte @Nullable [] stored = server.admin().get(key);
        return stored == null ? '-' : (char) stored[3];
    }

    private void awaitNoMarks() {
        await().atMost(PATIENCE)
                .until(() -> serverOfA.admin().zcard("\u0001to:b")
                                + serverOfB.admin().zcard("\u0001to:a")
                        == 0);
    }
}
