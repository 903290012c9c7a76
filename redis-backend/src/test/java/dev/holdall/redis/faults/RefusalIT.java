package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static dev.holdall.redis.faults.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.StoreOverloadedException;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks a server that refuses writes: each write fails as the refusal says, changes nothing, and reads go on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalIT {

    private static final String COUNTER = "41";

    private final RedisServer server = RedisServer.builder().version(version()).start();
    private final SessionStore store = Stores.on(server, "").open();

    RedisVersion version() {
        return RedisVersion.standard();
    }

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    static Stream<Arguments> refusedWrites() {
        return Stream.of(Refusal.values())
                .flatMap(refusal -> Stream.of(Write.values())
                        .filter(write -> refusal != Refusal.OUT_OF_MEMORY || write.storesAValue())
                        .map(write -> arguments(refusal, write)));
    }

    @ParameterizedTest
    @MethodSource("refusedWrites")
    void write_isRefused_andChangesNothing(Refusal refusal, Write write) {
        String key = Stores.newName("key");
        store.set(key, bytes(COUNTER));
        Entry before = store.getEntry(key).orElseThrow();
        String absent = Stores.newName("key");

        refusal.begin(server);
        try {
            assertRefused(
                    refusal.failure(), () -> write.on(store, write.needsAbsentKey() ? absent : key, before.version()));
            assertThat(store.getAll(List.of(key, absent))).containsOnlyKeys(key);
        } finally {
            refusal.end(server);
        }

        assertThat(store.getEntry(key)).hasValueSatisfying(after -> {
            assertThat(after.value()).isEqualTo(bytes(COUNTER));
            assertThat(after.version()).isEqualTo(before.version());
        });
        assertThat(store.get(absent)).isEmpty();
        write.on(store, write.needsAbsentKey() ? absent : key, before.version());
    }

    static Stream<Arguments> refusedLogouts() {
        return Stream.of(Refusal.values())
                .filter(refusal -> refusal != Refusal.OUT_OF_MEMORY)
                .flatMap(refusal -> Stream.of(Logout.values()).map(logout -> arguments(refusal, logout)));
    }

    @ParameterizedTest
    @MethodSource("refusedLogouts")
    void logout_isRefused_andTheEntryStays(Refusal refusal, Logout logout) {
        String key = Stores.newName("key");
        store.set(key, bytes(COUNTER));

        refusal.begin(server);
        try {
            assertRefused(refusal.failure(), () -> logout.on(store, key));
        } finally {
            refusal.end(server);
        }

        assertThat(store.get(key)).contains(bytes(COUNTER));
        logout.on(store, key);
        assertThat(store.get(key)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void logout_isDone_thoughMemoryIsFull(Logout logout) {
        String key = Stores.newName("key");
        store.set(key, bytes(COUNTER));
        Entry stale = store.getEntry(key).orElseThrow();

        Refusal.OUT_OF_MEMORY.begin(server);
        try {
            logout.on(store, key);
            assertThat(store.get(key)).isEmpty();
        } finally {
            Refusal.OUT_OF_MEMORY.end(server);
        }

        store.update(key, stale.version(), bytes("back"));
        assertThat(store.get(key)).isEmpty();
        store.set(key, bytes("new"));
        assertThat(store.get(key).isPresent()).isEqualTo(logout != Logout.REVOKE);
    }

    @ParameterizedTest
    @EnumSource
    void logoutOfAnAbsentKey_isDone_thoughMemoryIsFull(Logout logout) {
        String key = Stores.newName("key");

        Refusal.OUT_OF_MEMORY.begin(server);
        try {
            logout.on(store, key);
        } finally {
            Refusal.OUT_OF_MEMORY.end(server);
        }

        store.set(key, bytes("new"));
        assertThat(store.get(key).isPresent()).isEqualTo(logout != Logout.REVOKE);
    }

    @ParameterizedTest
    @EnumSource(names = {"CHANGE_TTL", "CHANGE_TTL_ALL"})
    void touch_isDone_thoughMemoryIsFull(Write touch) {
        String key = Stores.newName("key");
        store.set(key, bytes(COUNTER));
        Entry before = store.getEntry(key).orElseThrow();

        Refusal.OUT_OF_MEMORY.begin(server);
        try {
            touch.on(store, key, before.version());
        } finally {
            Refusal.OUT_OF_MEMORY.end(server);
        }

        assertThat(store.getEntry(key).orElseThrow().expiry()).isEmpty();
    }

    @Test
    void server_thatIsBusyWithAScript_refusesEverything_andNoMore() {
        String key = Stores.newName("key");
        store.set(key, bytes(COUNTER));
        Entry before = store.getEntry(key).orElseThrow();

        BusyScript.during(server, () -> {
            for (Write write : Write.values()) {
                assertRefused(StoreOverloadedException.class, () -> write.on(store, key, before.version()));
            }
            for (Logout logout : Logout.values()) {
                assertRefused(StoreOverloadedException.class, () -> logout.on(store, key));
            }
            assertRefused(StoreOverloadedException.class, () -> store.get(key));
            assertRefused(StoreOverloadedException.class, () -> store.getEntry(key));
            assertRefused(StoreOverloadedException.class, () -> store.getAll(List.of(key)));
        });

        assertThat(store.get(key)).contains(bytes(COUNTER));
    }
}
