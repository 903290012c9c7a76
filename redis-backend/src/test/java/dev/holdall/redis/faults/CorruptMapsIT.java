package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static dev.holdall.redis.faults.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.CorruptEntryException;
import dev.holdall.FieldChanges;
import dev.holdall.Read;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks what is stored under the key of a map, and isn't one, or no longer is: calls report it as corrupt, never take
 * it for a map or an absence, and leave it as it is until a logout.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorruptMapsIT {

    private static final int FORMAT_OFFSET = 2;
    private static final int KIND_OFFSET = 3;
    private static final int LEASE_BYTES = 28;

    private final RedisServer server = RedisServer.start();
    private final SessionStore store = Stores.on(server, "").open();
    private final SessionMaps maps = store.maps();

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    /** What is stored instead of a map. */
    enum Corruption {
        STRING,
        LIST,
        FOREIGN_HASH,
        WITHOUT_LEASE,
        LEASE_CUT_OFF,
        LEASE_CUT_OFF_IN_THE_HEADER,
        LEASE_APPENDED_TO,
        LEASE_OF_A_NEWER_FORMAT,
        LEASE_OF_AN_UNKNOWN_KIND,
        LEASE_OF_AN_ENTRY,
        TOMBSTONE_APPENDED_TO;

        void befall(RedisCommands<String, byte[]> redis, String key) {
            byte[] lease = redis.hget(key, "");
            switch (this) {
                case STRING -> {
                    redis.del(key);
                    redis.set(key, bytes("a text of somebody else"));
                }
                case LIST -> {
                    redis.del(key);
                    redis.rpush(key, bytes("a text"));
                }
                case FOREIGN_HASH -> {
                    redis.del(key);
                    redis.hset(key, "one", bytes("a text of somebody else"));
                }
                case WITHOUT_LEASE -> redis.hdel(key, "");
                case LEASE_CUT_OFF -> redis.hset(key, "", Arrays.copyOf(lease, LEASE_BYTES - 1));
                case LEASE_CUT_OFF_IN_THE_HEADER -> redis.hset(key, "", Arrays.copyOf(lease, 12));
                case LEASE_APPENDED_TO -> redis.hset(key, "", Arrays.copyOf(lease, LEASE_BYTES + 1));
                case LEASE_OF_A_NEWER_FORMAT -> redis.hset(key, "", with(lease, FORMAT_OFFSET, 2));
                case LEASE_OF_AN_UNKNOWN_KIND -> redis.hset(key, "", with(lease, KIND_OFFSET, 'X'));
                case LEASE_OF_AN_ENTRY -> redis.hset(key, "", with(lease, KIND_OFFSET, 'V'));
                case TOMBSTONE_APPENDED_TO -> redis.hset(key, "", with(lease, KIND_OFFSET, 'D'));
            }
        }
    }

    /** What is stored instead of a field. */
    enum FieldCorruption {
        FOREIGN,
        CUT_OFF,
        CUT_OFF_IN_THE_HEADER,
        CUT_OFF_BEFORE_ITS_END,
        OF_A_NEWER_FORMAT,
        OF_AN_UNKNOWN_KIND;

        void befall(RedisCommands<String, byte[]> redis, String key) {
            byte[] field = redis.hget(key, "one");
            redis.hset(
                    key,
                    "one",
                    switch (this) {
                        case FOREIGN -> bytes("a text of somebody else");
                        case CUT_OFF -> Arrays.copyOf(field, field.length - 1);
                        case CUT_OFF_IN_THE_HEADER -> Arrays.copyOf(field, 12);
                        case CUT_OFF_BEFORE_ITS_END -> Arrays.copyOf(with(field, KIND_OFFSET, 'U'), 20);
                        case OF_A_NEWER_FORMAT -> with(field, FORMAT_OFFSET, 2);
                        case OF_AN_UNKNOWN_KIND -> with(field, KIND_OFFSET, 'R');
                    });
        }
    }

    private static byte[] with(byte[] bytes, int offset, int value) {
        byte[] changed = bytes.clone();
        changed[offset] = (byte) value;
        return changed;
    }

    @ParameterizedTest
    @EnumSource
    void everyCall_isRefused_andLeavesItAsItIs(Corruption corruption) {
        String key = Stores.newName("map");
        SessionMap seen = corrupt(key, corruption);
        byte[] before = server.admin().dump(redisKey(key));

        for (Read read : Read.values()) {
            assertCorrupt(() -> maps.get(key, read));
            assertCorrupt(() -> maps.get(key, List.of("one"), read));
            assertCorrupt(() -> maps.get(key, List.of("none"), read));
        }
        assertCorrupt(() -> maps.create(key, Map.of("new", bytes("1"))));
        assertCorrupt(() -> maps.change(seen, put("two")));
        assertCorrupt(() -> maps.changeTTL(key, Ttl.never()));
        assertThat(server.admin().dump(redisKey(key))).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void delete_removesIt(Corruption corruption) {
        String key = Stores.newName("map");
        corrupt(key, corruption);

        maps.delete(key);

        assertThat(maps.get(key)).isEmpty();
        assertThat(maps.get(key, List.of("one"))).isEmpty();
        maps.create(key, Map.of("new", bytes("1")));
        assertThat(maps.get(key).orElseThrow().fields()).containsOnlyKeys("new");
    }

    @ParameterizedTest
    @EnumSource
    void revoke_removesIt(Corruption corruption) {
        String key = Stores.newName("map");
        corrupt(key, corruption);

        maps.revoke(key);

        maps.create(key, Map.of("new", bytes("1")));
        assertThat(maps.get(key)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void corruptField_isReported_andLeavesTheOthersUsable(FieldCorruption corruption) {
        String key = Stores.newName("map");
        SessionMap seen = create(key);
        corruption.befall(server.admin(), redisKey(key));
        byte[] before = server.admin().dump(redisKey(key));

        assertCorrupt(() -> maps.get(key));
        assertCorrupt(() -> maps.get(key, List.of("one")));
        assertCorrupt(() -> maps.change(
                seen,
                FieldChanges.builder().put("two", bytes("2")).remove("one").build()));
        assertThat(server.admin().dump(redisKey(key))).isEqualTo(before);

        maps.change(seen, put("two"));
        assertThat(maps.get(key, List.of("two")).orElseThrow().fields()).containsOnlyKeys("two");
        maps.create(key, Map.of("new", bytes("1")));
        assertThat(maps.get(key).orElseThrow().fields()).containsOnlyKeys("new");
    }

    @Test
    void revocationOfANewerFormat_outlivesADelete() {
        String key = Stores.newName("map");
        maps.revoke(key);
        byte[] revocation = with(server.admin().hget(redisKey(key), ""), FORMAT_OFFSET, 2);
        server.admin().hset(redisKey(key), "", revocation);

        maps.delete(key);

        assertThat(server.admin().hgetall(redisKey(key))).containsOnly(Map.entry("", revocation));
        assertCorrupt(() -> maps.create(key, Map.of("new", bytes("1"))));
        assertCorrupt(() -> maps.get(key));
    }

    private SessionMap corrupt(String key, Corruption corruption) {
        SessionMap seen = create(key);
        corruption.befall(server.admin(), redisKey(key));
        return seen;
    }

    private SessionMap create(String key) {
        return maps.create(key, Map.of("one", bytes("1")));
    }

    private static FieldChanges put(String name) {
        return FieldChanges.builder().put(name, bytes("changed")).build();
    }

    private static void assertCorrupt(Runnable call) {
        assertRefused(CorruptEntryException.class, call::run);
    }

    private static String redisKey(String key) {
        return key + "\u0001map";
    }
}
