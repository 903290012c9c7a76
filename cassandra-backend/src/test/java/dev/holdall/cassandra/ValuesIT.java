package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.StoreConfigurationException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bounds of keys, values and lifetimes, on a real server. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesIT {

    private static final int MAX_BYTES = 7 << 20;

    /** 2038-01-19, the last second that a signed number of 32 bits can hold. */
    private static final Instant END_OF_32_BITS = Instant.ofEpochSecond(Integer.MAX_VALUE);

    /** A transaction over the largest value may last longer than the 2 s that a node of another test waits for it. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CassandraCluster cluster = CassandraCluster.builder()
            .dataCenter(Clusters.EQIAD, 1)
            .dataCenter(Clusters.CODFW, 1)
            .requestTimeout(PATIENCE)
            .start();
    private final SessionStore store = open(MAX_BYTES);
    private final SessionStore remote = Stores.in(cluster, Clusters.CODFW, "")
            .maxValueBytes(MAX_BYTES)
            .requestTimeout(PATIENCE)
            .open();

    @AfterAll
    void close() {
        store.close();
        remote.close();
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20, MAX_BYTES})
    void value_isTheSame_inBothDataCentres(int size) {
        String key = Stores.newName("key");
        byte[] value = value(size);

        store.set(key, value);
        assertThat(store.get(key)).hasValueSatisfying(read -> assertThat(read).isEqualTo(value));
        assertThat(remote.get(key, Read.LATEST))
                .hasValueSatisfying(read -> assertThat(read).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MAX_BYTES})
    void value_isReplaced_byTransactionsToo(int size) {
        String key = Stores.newName("key");
        byte[] value = value(size);

        assertThat(store.add(key, value)).isPresent();
        Version seen = store.getEntry(key).orElseThrow().version();
        byte[] another = value(Math.max(1, size - 1));
        assertThat(store.compareAndSet(key, seen, another)).isPresent();
        assertThat(store.get(key)).hasValueSatisfying(read -> assertThat(read).isEqualTo(another));
    }

    @Test
    void traits_stateTheLimits() {
        assertThat(store.traits().maxValueBytes()).isEqualTo(MAX_BYTES);
        assertThat(store.traits().maxTtl()).isEqualTo(Duration.ofDays(5 * 365));
        assertThat(store.traits().ttlResolution()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void largerValue_isRefused_beforeAnyIo() {
        assertThatThrownBy(() -> store.set("key", value(MAX_BYTES + 1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.async().set("key", value(MAX_BYTES + 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void largerLimit_thanTheBackends_isAProblemOfTheConfiguration() {
        assertThatThrownBy(() -> open(MAX_BYTES + 1))
                .isInstanceOfSatisfying(
                        StoreConfigurationException.class,
                        failure -> assertThat(failure.problems())
                                .singleElement()
                                .asString()
                                .contains("max-value-size"));
    }

    @Test
    void longestKey_isStored() {
        String key = Stores.newName("k".repeat(1_000));
        String longest = key + "k".repeat(1_024 - key.length());

        store.set(longest, bytes("value"));
        assertThat(store.get(longest)).contains(bytes("value"));
        assertThat(store.get(longest.substring(1))).isEmpty();
        store.delete(longest);
        assertThat(store.get(longest)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "käse:Ελλάδα",
                "日本語",
                "😀:🏴‍☠️",
                "e\u0301",
                "\u00e9",
                "it's \"quoted\"; DROP TABLE",
                "%3A:?",
                " x "
            })
    void key_keepsItsCharacters(String name) {
        String key = Stores.newName(name);

        store.set(key, bytes(key));
        assertThat(remote.get(key, Read.LATEST)).contains(bytes(key));
        assertThat(store.getAll(List.of(key))).containsOnlyKeys(key);
    }

    @Test
    void shortestTtl_isOver_andNotTooEarly() {
        String key = Stores.newName("key");
        Instant before = Instant.now();
        store.set(key, bytes("value"), Ttl.of(Duration.ofSeconds(1)));

        await().atMost(PATIENCE).until(() -> store.get(key).isEmpty());
        assertThat(Instant.now()).isAfter(before.plusSeconds(1));
        assertThat(store.getEntry(key)).isEmpty();
    }

    @Test
    void longestTtl_isStored() {
        String key = Stores.newName("key");
        Duration longest = store.traits().maxTtl();
        store.set(key, bytes("value"), Ttl.of(longest));

        assertThat(store.getEntry(key).orElseThrow().expiry().orElseThrow())
                .isCloseTo(Instant.now().plus(longest), within(1, ChronoUnit.MINUTES));
    }

    @Test
    void longerTtl_isRefused_alsoOneThatServersWouldCap() {
        Duration longer = store.traits().maxTtl().plusSeconds(1);

        assertThatThrownBy(() -> store.set("key", bytes("value"), Ttl.of(longer)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.set("key", bytes("value"), Ttl.until(END_OF_32_BITS.plusSeconds(1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void entryForEver_hasNoExpiry() {
        String key = Stores.newName("key");
        store.set(key, bytes("value"), Ttl.never());

        assertThat(store.getEntry(key).orElseThrow().expiry()).isEmpty();
    }

    private SessionStore open(int maxValueBytes) {
        return Stores.in(cluster, Clusters.EQIAD, "")
                .maxValueBytes(maxValueBytes)
                .requestTimeout(PATIENCE)
                .open();
    }

    private static byte[] value(int size) {
        byte[] value = new byte[size];
        new Random(size).nextBytes(value);
        return value;
    }
}
