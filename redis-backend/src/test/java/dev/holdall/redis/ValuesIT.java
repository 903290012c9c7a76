package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.SessionStore;
import dev.holdall.StoreConfigurationException;
import dev.holdall.Ttl;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the bounds of keys, values and lifetimes on a real server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ValuesIT {

    private static final int MAX_BYTES = 64 << 20;

    private final RedisServer server = RedisServer.start();
    private final SessionStore store = open(MAX_BYTES);

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20, MAX_BYTES})
    void value_isWhatWasGiven(int size) {
        String key = Stores.newName("key");
        byte[] value = new byte[size];
        new Random(size).nextBytes(value);

        store.set(key, value);
        assertThat(store.get(key)).hasValueSatisfying(read -> assertThat(read).isEqualTo(value));
        assertThat(store.getEntry(key))
                .hasValueSatisfying(read -> assertThat(read.value()).isEqualTo(value));
        store.delete(key);
    }

    @Test
    void largerLimit_thanTheBackends_isAProblemOfTheConfiguration() {
        assertThatThrownBy(() -> open(MAX_BYTES + 1).close())
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
                "{tag}:{",
                "}{",
                "a\\r\\n*1",
                "%3A:?",
                " x "
            })
    void key_isWhatItsCharactersAre(String name) {
        String key = Stores.newName(name);

        store.set(key, bytes(key));
        assertThat(store.get(key)).contains(bytes(key));
        assertThat(store.getAll(List.of(key))).containsOnlyKeys(key);
        assertThat(server.admin().exists(key)).isEqualTo(1);
    }

    @Test
    void longestTtl_isStored() {
        String key = Stores.newName("key");
        Duration longest = store.traits().maxTtl();
        store.set(key, bytes("value"), Ttl.of(longest));

        assertThat(store.getEntry(key).orElseThrow().expiry().orElseThrow())
                .isCloseTo(Instant.now().plus(longest), Assertions.within(1, ChronoUnit.MINUTES));
    }

    private SessionStore open(int maxValueBytes) {
        return Stores.on(server, "")
                .maxValueBytes(maxValueBytes)
                .requestTimeout(Duration.ofSeconds(20))
                .open();
    }
}
