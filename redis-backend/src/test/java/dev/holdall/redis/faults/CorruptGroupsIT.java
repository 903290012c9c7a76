package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static dev.holdall.redis.faults.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.CorruptEntryException;
import dev.holdall.EntryGroups;
import dev.holdall.GroupChanges;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Checks what is stored under the key of a group, and isn't one, or no longer is: calls report it as corrupt, never
 * take it for a group or an absence, and leave it as it is until a delete.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorruptGroupsIT {

    private static final int FORMAT_OFFSET = 2;
    private static final int KIND_OFFSET = 3;
    private static final int LEASE_BYTES = 24;

    private final RedisServer server = RedisServer.start();
    private final SessionStore store = Stores.on(server, "").open();
    private final EntryGroups groups = store.groups();

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    /** What is stored instead of a group. */
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
        LEASE_OF_AN_ENTRY;

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
            }
        }
    }

    /** What is stored instead of an entry. */
    enum EntryCorruption {
        FOREIGN,
        CUT_OFF,
        CUT_OFF_IN_THE_HEADER,
        CUT_OFF_BEFORE_ITS_END,
        OF_A_NEWER_FORMAT,
        OF_AN_UNKNOWN_KIND;

        void befall(RedisCommands<String, byte[]> redis, String key) {
            byte[] entry = redis.hget(key, "one");
            redis.hset(
                    key,
                    "one",
                    switch (this) {
                        case FOREIGN -> bytes("a text of somebody else");
                        case CUT_OFF -> Arrays.copyOf(entry, entry.length - 1);
                        case CUT_OFF_IN_THE_HEADER -> Arrays.copyOf(entry, 12);
                        case CUT_OFF_BEFORE_ITS_END -> Arrays.copyOf(with(entry, KIND_OFFSET, 'U'), 20);
                        case OF_A_NEWER_FORMAT -> with(entry, FORMAT_OFFSET, 2);
                        case OF_AN_UNKNOWN_KIND -> with(entry, KIND_OFFSET, 'R');
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
        String key = Stores.newName("group");
        Version seen = put(key);
        corruption.befall(server.admin(), redisKey(key));
        byte[] before = server.admin().dump(redisKey(key));

        for (Read read : Read.values()) {
            assertCorrupt(() -> groups.get(key, read));
            assertCorrupt(() -> groups.get(key, List.of("one"), read));
            assertCorrupt(() -> groups.get(key, List.of("none"), read));
        }
        assertChangesCorrupt(key, seen);
        assertThat(server.admin().dump(redisKey(key))).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void delete_removesIt(Corruption corruption) {
        String key = Stores.newName("group");
        put(key);
        corruption.befall(server.admin(), redisKey(key));

        groups.delete(key);

        assertThat(groups.get(key)).isEmpty();
        assertThat(groups.get(key, List.of("one"))).isEmpty();
        put(key);
        assertThat(groups.get(key)).containsOnlyKeys("one", "other");
    }

    @ParameterizedTest
    @EnumSource
    void corruptEntry_isReported_andKeepsTheGroupFromChanges_untilADelete(EntryCorruption corruption) {
        String key = Stores.newName("group");
        Version seen = put(key);
        corruption.befall(server.admin(), redisKey(key));
        byte[] before = server.admin().dump(redisKey(key));

        assertCorrupt(() -> groups.get(key));
        assertCorrupt(() -> groups.get(key, List.of("one")));
        assertThat(groups.get(key, List.of("other"))).containsOnlyKeys("other");
        assertChangesCorrupt(key, seen);
        assertThat(server.admin().dump(redisKey(key))).isEqualTo(before);

        groups.delete(key);
        assertThat(groups.get(key)).isEmpty();
        assertThat(put(key)).isGreaterThan(seen);
        assertThat(groups.get(key)).containsOnlyKeys("one", "other");
    }

    private void assertChangesCorrupt(String key, Version seen) {
        byte[] value = bytes("changed");
        assertCorrupt(() -> put(key));
        assertCorrupt(() -> groups.change(
                key,
                GroupChanges.builder().update("one", seen, value, Ttl.never()).build()));
        assertCorrupt(() -> groups.change(
                key,
                GroupChanges.builder()
                        .refresh("other", seen, value, Ttl.never())
                        .build()));
        assertCorrupt(
                () -> groups.change(key, GroupChanges.builder().remove("other").build()));
    }

    private Version put(String key) {
        return groups.change(
                key,
                GroupChanges.builder()
                        .put("one", bytes("1"), Ttl.never())
                        .put("other", bytes("2"), Ttl.never())
                        .build());
    }

    private static void assertCorrupt(Runnable call) {
        assertRefused(CorruptEntryException.class, call::run);
    }

    private static String redisKey(String key) {
        return key + "\u0001group";
    }
}
