package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdall.FieldChanges;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreOverloadedException;
import dev.holdall.Ttl;
import dev.holdall.testservers.redis.RedisServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Checks what the maps of a store are on a server, as {@code docs/backends/redis.md} describes it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MapsIT {

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final long MINUTE_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final Ttl AN_HOUR = Ttl.of(Duration.ofHours(1));

    private static final int FORMAT_OFFSET = 2;
    private static final int KIND_OFFSET = 3;
    private static final int VERSION_OFFSET = 8;
    private static final int CREATION_OFFSET = 16;

    private final RedisServer server =
            RedisServer.builder().aclUser("no-maps", "secret", "~* +@all -hget").start();
    private final SessionStore store = Stores.on(server, "").namespace("wiki").open();
    private final SessionMaps maps = store.maps();

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    @Test
    void map_isAHash_thatPlainCommandsRead() {
        String key = Stores.newName("map");
        SessionMap created = maps.create(key, Map.of("one", bytes("1"), "old", bytes("2")), AN_HOUR);
        maps.change(
                created,
                FieldChanges.builder()
                        .put("ending", bytes("3"), Ttl.of(Duration.ofMinutes(1)))
                        .remove("old")
                        .build());

        Map<String, byte[]> hash = server.admin().hgetall(redisKey(key));
        assertThat(hash).containsOnlyKeys("", "one", "old", "ending");
        byte[] lease = Objects.requireNonNull(hash.get(""));
        long version = version(lease);
        assertThat(HexFormat.of().formatHex(lease, 0, VERSION_OFFSET)).isEqualTo("fe68014d0000000c");
        assertThat(ByteBuffer.wrap(lease).getLong(CREATION_OFFSET)).isEqualTo(version);
        assertThat(lease).hasSize(28);
        assertThat(hash.get("one")).isEqualTo(StoredRecords.packed('V', version + 64, "1"));
        assertThat(hash.get("old")).isEqualTo(StoredRecords.packed('D', version + 64 + 2_048, ""));
        long end = ByteBuffer.wrap(Objects.requireNonNull(hash.get("ending"))).getLong(CREATION_OFFSET);
        assertThat(end - System.currentTimeMillis()).isBetween(0L, MINUTE_MILLIS);
        assertThat(hash.get("ending")).isEqualTo(StoredRecords.packedUntil(end, version + 64, "3"));
        assertThat(server.admin().pttl(redisKey(key))).isBetween(HOUR_MILLIS - MINUTE_MILLIS, HOUR_MILLIS);
        assertThat(server.admin().hmget(redisKey(key), "", "one"))
                .extracting(field -> field.getValue().length)
                .containsExactly(28, 17);
    }

    @Test
    void change_isOneScript_andWritesOnlyItsFields() {
        String key = Stores.newName("map");
        SessionMap created = maps.create(key, Map.of("one", bytes("1"), "two", bytes("2")), Ttl.never());
        byte[] lease = field(key, "");
        byte[] two = field(key, "two");

        maps.change(created, FieldChanges.builder().put("one", bytes("changed")).build());

        assertThat(field(key, "")).isEqualTo(lease);
        assertThat(field(key, "two")).isEqualTo(two);
        assertThat(field(key, "one")).isEqualTo(StoredRecords.packed('V', version(lease) + 128, "changed"));
        assertThat(server.admin().pttl(redisKey(key))).isEqualTo(-1);
    }

    @Test
    void fieldWhoseEndPassed_isGone_whileItIsStillInTheHash() {
        String key = Stores.newName("map");
        SessionMap created = maps.create(key, Map.of("kept", bytes("1")), AN_HOUR);
        maps.change(
                created,
                FieldChanges.builder()
                        .put("ending", bytes("2"), Ttl.of(Duration.ofMillis(50)))
                        .build());

        await().until(() -> maps.get(key).orElseThrow().field("ending").isEmpty());

        assertThat(maps.get(key, List.of("ending")).orElseThrow().fields()).isEmpty();
        assertThat(server.admin().hexists(redisKey(key), "ending")).isTrue();
    }

    @Test
    void deletedMap_leavesATombstoneForAMinute_andARevokedOneForTheHorizon() {
        String deleted = Stores.newName("map");
        maps.create(deleted, Map.of("one", bytes("1")), Ttl.never());
        byte[] lease = field(deleted, "");
        maps.delete(deleted);
        Map<String, byte[]> tombstone = server.admin().hgetall(redisKey(deleted));
        assertThat(tombstone).containsOnlyKeys("");
        assertThat(field(deleted, "")).hasSize(16);
        assertThat(field(deleted, "")[KIND_OFFSET]).isEqualTo((byte) 'D');
        assertThat(version(field(deleted, ""))).isGreaterThan(version(lease));
        assertThat(server.admin().pttl(redisKey(deleted))).isBetween(1L, 2 * MINUTE_MILLIS);

        String revoked = Stores.newName("map");
        maps.create(revoked, Map.of("one", bytes("1")), Ttl.never());
        maps.revoke(revoked);
        maps.delete(revoked);
        assertThat(server.admin().hgetall(redisKey(revoked))).containsOnlyKeys("");
        assertThat(field(revoked, "")[KIND_OFFSET]).isEqualTo((byte) 'R');
        assertThat(server.admin().pttl(redisKey(revoked))).isGreaterThan(23 * HOUR_MILLIS);
    }

    @Test
    void deleteOfAnAbsentMap_storesNothing() {
        String key = Stores.newName("map");
        maps.delete(key);
        assertThat(maps.changeTTL(key, Ttl.never())).isFalse();
        assertThat(server.admin().exists(redisKey(key))).isZero();
    }

    @Test
    void mapThatIsCreatedAgain_hasAGreaterVersion_thoughTheClockIsBehind() {
        String key = Stores.newName("map");
        maps.create(key, Map.of("one", bytes("1")));
        long ahead = version(field(key, "")) + Duration.ofDays(1).toMillis() * 1_000;
        byte[] lease = field(key, "");
        ByteBuffer.wrap(lease).putLong(VERSION_OFFSET, ahead).putLong(CREATION_OFFSET, ahead);
        server.admin().hset(redisKey(key), "", lease);

        SessionMap created = maps.create(key, Map.of("two", bytes("2")), AN_HOUR);

        assertThat(version(field(key, ""))).isEqualTo(ahead + 1);
        assertThat(version(field(key, "two"))).isEqualTo(ahead + 1 + 64);
        maps.change(created, FieldChanges.builder().put("two", bytes("changed")).build());
        assertThat(maps.get(key).orElseThrow().field("two")).contains(bytes("changed"));
        maps.delete(key);
        long deleted = version(field(key, ""));
        assertThat(deleted).isGreaterThan(ahead + 1);
        assertThat(server.admin().pttl(redisKey(key))).isGreaterThan(23 * HOUR_MILLIS);
        maps.create(key, Map.of(), Ttl.never());
        assertThat(version(field(key, ""))).isGreaterThan(deleted);
        assertThat(server.admin().pttl(redisKey(key)))
                .as("the TTL of the tombstone goes")
                .isEqualTo(-1);
    }

    @Test
    void thousandFields_andValuesThatAreNoText_areKept() {
        String key = Stores.newName("map");
        Map<String, byte[]> fields = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            fields.put("field " + i, new byte[] {(byte) 0xFF, (byte) i, 0, '\r', '\n', (byte) 0xC0});
        }
        SessionMap created = maps.create(key, fields);
        SessionMap first = maps.get(key).orElseThrow();
        assertThat(first.fields()).hasSize(1_000);
        fields.forEach((name, value) -> assertThat(first.field(name)).contains(value));
        FieldChanges.Builder changes = FieldChanges.builder();
        fields.forEach((name, value) -> changes.put(name, Arrays.copyOf(value, 3)));

        maps.change(created, changes.build());

        SessionMap found = maps.get(key).orElseThrow();
        fields.forEach((name, value) -> assertThat(found.field(name)).contains(Arrays.copyOf(value, 3)));
        assertThat(maps.get(key, fields.keySet()).orElseThrow().fields()).hasSize(1_000);
    }

    @Test
    void fullMemory_refusesWrites_andNoLogout() {
        String key = Stores.newName("map");
        SessionMap created = maps.create(key, Map.of("one", bytes("1")), Ttl.never());
        String absent = Stores.newName("map");
        server.admin().configSet("maxmemory", "1");
        try {
            FieldChanges changes = FieldChanges.builder().put("one", bytes("2")).build();
            assertRefused(() -> maps.create(key, Map.of("two", bytes("2"))));
            assertRefused(() -> maps.create(absent, Map.of("two", bytes("2"))));
            assertRefused(() -> maps.change(created, changes));
            assertThat(maps.get(key).orElseThrow().fields()).containsOnlyKeys("one");
            assertThat(maps.changeTTL(key, AN_HOUR)).isTrue();
            maps.delete(key);
            maps.revoke(absent);
        } finally {
            server.admin().configSet("maxmemory", "0");
        }
        assertThat(maps.get(key)).isEmpty();
        maps.create(absent, Map.of("two", bytes("2")));
        assertThat(maps.get(absent)).isEmpty();
    }

    private static void assertRefused(Runnable call) {
        assertThatThrownBy(call::run).isInstanceOf(StoreOverloadedException.class);
    }

    @Test
    void userWithoutTheRightsForMaps_canUseEverythingElse() {
        String options = "username = no-maps\npassword = secret\n";
        try (SessionStore limited = Stores.of("nodes = " + Backends.list(List.of(server.address())) + "\n" + options)
                .open()) {
            String key = Stores.newName("map");
            limited.set(key, bytes("value"));
            assertThat(limited.get(key)).contains(bytes("value"));
            assertThatThrownBy(() -> limited.maps().create(key, Map.of()))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("the user may not run a command or use the key");
        }
    }

    @Test
    void newerFormat_isNoReason_toKeepADeletedMap() {
        String key = Stores.newName("map");
        maps.create(key, Map.of("one", bytes("1")));
        byte[] lease = field(key, "");
        lease[FORMAT_OFFSET] = 2;
        server.admin().hset(redisKey(key), "", lease);

        maps.delete(key);

        assertThat(maps.get(key)).isEmpty();
        assertThat(version(field(key, ""))).isGreaterThan(version(lease));
    }

    private static String redisKey(String key) {
        return "wiki:" + key + "\u0001map";
    }

    private byte[] field(String key, String name) {
        return server.admin().hget(redisKey(key), name);
    }

    private static long version(byte[] header) {
        return ByteBuffer.wrap(header).getLong(VERSION_OFFSET);
    }
}
