package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.EntryGroups;
import dev.holdall.GroupChanges;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.testservers.redis.RedisServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Checks what the groups of a store are on a server, as {@code docs/backends/redis.md} describes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GroupsIT {

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final Ttl AN_HOUR = Ttl.of(Duration.ofHours(1));

    private static final int FORMAT_OFFSET = 2;
    private static final int VERSION_OFFSET = 8;
    private static final int GREATEST_OFFSET = 16;
    private static final int LEASE_BYTES = 24;

    /** The step from the greatest version of a group to the next put, if the clock is behind. */
    private static final long STEP = 65;

    private final RedisServer server = RedisServer.builder()
            .aclUser("no-groups", "secret", "~* +@all -hdel")
            .start();
    private final SessionStore store = Stores.on(server, "").namespace("wiki").open();
    private final EntryGroups groups = store.groups();

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    @Test
    void group_isAHash_thatPlainCommandsRead() {
        String key = Stores.newName("group");
        Version put = groups.change(
                key,
                GroupChanges.builder()
                        .put("one", bytes("1"), Ttl.never())
                        .put("ending", bytes("2"), AN_HOUR)
                        .build());

        Map<String, byte[]> hash = server.admin().hgetall(redisKey(key));
        assertThat(hash).containsOnlyKeys("", "one", "ending");
        assertThat(HexFormat.of().formatHex(field(key, ""), 0, GREATEST_OFFSET))
                .isEqualTo("fe68014700000008" + "8000000000000000");
        assertThat(field(key, "")).hasSize(LEASE_BYTES);
        assertThat(greatest(key)).isEqualTo(put.micros());
        assertThat(hash.get("one")).isEqualTo(StoredRecords.packed('V', put.micros(), "1"));
        long end = ByteBuffer.wrap(field(key, "ending")).getLong(GREATEST_OFFSET);
        assertThat(end - System.currentTimeMillis()).isBetween(HOUR_MILLIS - MINUTE_MILLIS, HOUR_MILLIS);
        assertThat(hash.get("ending")).isEqualTo(StoredRecords.packedUntil(end, put.micros(), "2"));
        assertThat(server.admin().pttl(redisKey(key))).isEqualTo(-1);
    }

    @Test
    void hash_staysUntilTheLastEntryEnds() {
        String key = Stores.newName("group");
        groups.change(
                key,
                GroupChanges.builder()
                        .put("brief", bytes("1"), Ttl.of(Duration.ofMinutes(5)))
                        .put("ample", bytes("2"), AN_HOUR)
                        .put("forever", bytes("3"), Ttl.never())
                        .build());
        groups.change(key, remove("forever"));
        assertThat(server.admin().pttl(redisKey(key))).isBetween(HOUR_MILLIS - MINUTE_MILLIS, HOUR_MILLIS);

        groups.change(key, remove("ample"));
        assertThat(server.admin().pttl(redisKey(key))).isBetween(4 * MINUTE_MILLIS, 5 * MINUTE_MILLIS);

        groups.change(key, remove("brief"));
        assertThat(server.admin().hgetall(redisKey(key))).containsOnlyKeys("");
        assertThat(server.admin().pttl(redisKey(key))).isBetween(1L, 2 * MINUTE_MILLIS);
    }

    @Test
    void entryWhoseEndPassed_isGone_andTheNextWriteDropsIt() {
        String key = Stores.newName("group");
        groups.change(
                key,
                GroupChanges.builder()
                        .put("kept", bytes("1"), AN_HOUR)
                        .put("ending", bytes("2"), Ttl.of(Duration.ofMillis(50)))
                        .build());

        await().until(() -> !groups.get(key).containsKey("ending"));

        assertThat(groups.get(key, List.of("ending"))).isEmpty();
        assertThat(server.admin().hexists(redisKey(key), "ending")).isTrue();
        groups.change(key, put("other"));
        assertThat(server.admin().hgetall(redisKey(key))).containsOnlyKeys("", "kept", "other");
    }

    @Test
    void update_isStoredAtItsVersion_andARefreshKeepsTheVersion() {
        String key = Stores.newName("group");
        Version seen = groups.change(key, put("one"));
        groups.change(
                key,
                GroupChanges.builder()
                        .refresh("one", seen, bytes("refreshed"), Ttl.never())
                        .build());
        assertThat(field(key, "one")).isEqualTo(StoredRecords.packed('V', seen.micros(), "refreshed"));

        groups.change(
                key,
                GroupChanges.builder()
                        .update("one", seen, bytes("updated"), Ttl.never())
                        .build());

        assertThat(field(key, "one")).isEqualTo(StoredRecords.packed('V', seen.micros() + 64, "updated"));
        assertThat(greatest(key)).isEqualTo(seen.micros() + 64);
    }

    @Test
    void changeWithoutEffect_storesNothing() {
        String key = Stores.newName("group");
        Version seen = groups.change(key, put("one"));
        groups.change(key, remove("one"));
        byte[] before = server.admin().dump(redisKey(key));

        groups.change(
                key,
                GroupChanges.builder()
                        .update("one", seen, bytes("stale"), Ttl.never())
                        .refresh("other", seen, bytes("stale"), Ttl.never())
                        .build());
        String absent = Stores.newName("group");
        groups.change(
                absent,
                GroupChanges.builder()
                        .update("one", seen, bytes("stale"), Ttl.never())
                        .build());
        groups.delete(absent);

        assertThat(server.admin().dump(redisKey(key))).isEqualTo(before);
        assertThat(server.admin().exists(redisKey(absent))).isZero();
    }

    @Test
    void put_isAboveAllThatTheGroupHad_thoughTheClockIsBehind() {
        String key = Stores.newName("group");
        groups.change(key, put("one"));
        long ahead = greatest(key) + Duration.ofDays(1).toMillis() * 1_000;
        byte[] lease = field(key, "");
        ByteBuffer.wrap(lease).putLong(GREATEST_OFFSET, ahead);
        server.admin().hset(redisKey(key), "", lease);

        Version put = groups.change(
                key, GroupChanges.builder().put("two", bytes("2"), AN_HOUR).build());

        assertThat(put.micros()).isEqualTo(ahead + STEP);
        groups.change(key, remove("one"));
        assertThat(server.admin().pttl(redisKey(key)))
                .as("until the server's time has passed the version")
                .isGreaterThan(23 * HOUR_MILLIS);
        groups.delete(key);
        assertThat(greatest(key)).isGreaterThan(put.micros());
        assertThat(ByteBuffer.wrap(field(key, "")).getLong(VERSION_OFFSET)).isEqualTo(greatest(key));
        assertThat(server.admin().pttl(redisKey(key))).isGreaterThan(23 * HOUR_MILLIS);
        assertThat(groups.change(key, put("one")).micros()).isGreaterThan(greatest(key) - 1);
        assertThat(groups.get(key)).containsOnlyKeys("one");
        assertThat(server.admin().pttl(redisKey(key))).isEqualTo(-1);
    }

    @Test
    void thousandEntries_andValuesThatAreNoText_areKept() {
        String key = Stores.newName("group");
        GroupChanges.Builder changes = GroupChanges.builder();
        byte[] value = {(byte) 0xFF, 0, '\r', '\n', (byte) 0xC0};
        for (int i = 0; i < 1_000; i++) {
            changes.put("entry " + i, value, AN_HOUR);
        }
        groups.change(key, changes.build());

        assertThat(groups.get(key)).hasSize(1_000);
        assertThat(groups.get(key, List.of("entry 999")).get("entry 999"))
                .satisfies(found ->
                        assertThat(Objects.requireNonNull(found).value()).isEqualTo(value));
        GroupChanges.Builder removals = GroupChanges.builder();
        for (int i = 0; i < 1_000; i++) {
            removals.remove("entry " + i);
        }
        groups.change(key, removals.build());
        assertThat(server.admin().hlen(redisKey(key))).isOne();
    }

    @Test
    void fullMemory_refusesPuts_andNoLogout() {
        String key = Stores.newName("group");
        groups.change(
                key,
                GroupChanges.builder()
                        .put("one", bytes("1"), Ttl.never())
                        .put("two", bytes("2"), Ttl.never())
                        .build());
        server.admin().configSet("maxmemory", "1");
        try {
            GroupChanges changes = GroupChanges.builder()
                    .put("three", bytes("3"), Ttl.never())
                    .remove("one")
                    .build();
            assertThatThrownBy(() -> groups.change(key, changes)).isInstanceOf(StoreOverloadedException.class);
            assertThat(groups.get(key)).containsOnlyKeys("one", "two");
            groups.change(key, remove("one"));
            assertThat(groups.get(key)).containsOnlyKeys("two");
            groups.delete(key);
            assertThat(groups.get(key)).isEmpty();
        } finally {
            server.admin().configSet("maxmemory", "0");
        }
    }

    @Test
    void userWithoutTheRightsForGroups_canUseEverythingElse() {
        String options = "username = no-groups\npassword = secret\n";
        try (SessionStore limited = Stores.of("nodes = " + Backends.list(List.of(server.address())) + "\n" + options)
                .open()) {
            String key = Stores.newName("group");
            limited.set(key, bytes("value"));
            limited.maps().create(key, Map.of());
            assertThat(limited.get(key)).contains(bytes("value"));
            limited.groups().change(key, put("one"));
            assertThatThrownBy(() -> limited.groups().change(key, remove("one")))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the user may not run a command or use the key");
        }
    }

    @Test
    void newerFormat_isNoReason_toKeepADeletedGroup() {
        String key = Stores.newName("group");
        Version put = groups.change(key, put("one"));
        byte[] lease = field(key, "");
        lease[FORMAT_OFFSET] = 2;
        ByteBuffer.wrap(lease).putLong(VERSION_OFFSET, put.micros());
        server.admin().hset(redisKey(key), "", lease);

        groups.delete(key);

        assertThat(groups.get(key)).isEmpty();
        assertThat(greatest(key)).isGreaterThan(put.micros());
    }

    private static GroupChanges put(String name) {
        return GroupChanges.builder().put(name, bytes("value"), Ttl.never()).build();
    }

    private static GroupChanges remove(String name) {
        return GroupChanges.builder().remove(name).build();
    }

    private static String redisKey(String key) {
        return "wiki:" + key + "\u0001group";
    }

    private byte[] field(String key, String name) {
        return server.admin().hget(redisKey(key), name);
    }

    private long greatest(String key) {
        return ByteBuffer.wrap(field(key, "")).getLong(GREATEST_OFFSET);
    }
}
