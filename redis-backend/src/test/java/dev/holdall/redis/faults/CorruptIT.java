package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static dev.holdall.redis.faults.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdall.CorruptEntryException;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Version;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Checks stored values that aren't entries, or no longer are: calls report them as corrupt, never take them for values,
 * and leave them as they are until a logout.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CorruptIT {

    /** A counter. It is still one if its end is cut off, so only the header shows the corruption. */
    private static final String COUNTER = "12345";

    private static final int FORMAT_OFFSET = 2;
    private static final int KIND_OFFSET = 3;

    private final RedisServer server = RedisServer.start();
    private final SessionStore store = Stores.on(server, "").open();

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    /** What is stored instead of an entry. */
    enum Corruption {
        FOREIGN_STRING,
        SHORT_STRING,
        HASH,
        LIST,
        CUT_OFF,
        CUT_OFF_IN_THE_HEADER,
        CUT_OFF_BEFORE_ITS_END,
        APPENDED_TO,
        TOMBSTONE_APPENDED_TO,
        OF_A_NEWER_FORMAT,
        OF_AN_UNKNOWN_KIND;

        void befall(RedisCommands<String, byte[]> redis, String key) {
            byte[] entry = redis.get(key);
            redis.del(key);
            switch (this) {
                case FOREIGN_STRING -> redis.set(key, bytes("12345678901234567890"));
                case SHORT_STRING -> redis.set(key, bytes(COUNTER));
                case HASH -> redis.hset(key, "field", bytes(COUNTER));
                case LIST -> redis.rpush(key, bytes(COUNTER));
                case CUT_OFF -> redis.set(key, Arrays.copyOf(entry, entry.length - 1));
                case CUT_OFF_IN_THE_HEADER -> redis.set(key, Arrays.copyOf(entry, 12));
                case CUT_OFF_BEFORE_ITS_END -> redis.set(key, Arrays.copyOf(with(entry, KIND_OFFSET, 'U'), 20));
                case APPENDED_TO -> redis.set(key, Arrays.copyOf(entry, entry.length + 1));
                case TOMBSTONE_APPENDED_TO ->
                    redis.set(key, Arrays.copyOf(with(entry, KIND_OFFSET, 'D'), entry.length + 1));
                case OF_A_NEWER_FORMAT -> redis.set(key, with(entry, FORMAT_OFFSET, 2));
                case OF_AN_UNKNOWN_KIND -> redis.set(key, with(entry, KIND_OFFSET, 'X'));
            }
        }

        private static byte[] with(byte[] entry, int offset, int value) {
            byte[] changed = entry.clone();
            changed[offset] = (byte) value;
            return changed;
        }
    }

    static Stream<Arguments> writes() {
        return Stream.of(Corruption.values())
                .flatMap(corruption -> Stream.of(Write.values()).map(write -> arguments(corruption, write)));
    }

    static Stream<Arguments> logouts() {
        return Stream.of(Corruption.values())
                .flatMap(corruption -> Stream.of(Logout.values()).map(logout -> arguments(corruption, logout)));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void write_isRefused_andLeavesItAsItIs(Corruption corruption, Write write) {
        String key = Stores.newName("key");
        Version seen = corrupt(key, corruption);
        byte[] before = server.admin().dump(key);

        assertRefused(CorruptEntryException.class, () -> write.on(store, key, seen));

        assertThat(server.admin().dump(key)).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void read_isRefused(Corruption corruption) {
        String key = Stores.newName("key");
        corrupt(key, corruption);

        for (Read read : Read.values()) {
            assertRefused(CorruptEntryException.class, () -> store.get(key, read));
            assertRefused(CorruptEntryException.class, () -> store.getEntry(key, read));
        }
        assertRefused(CorruptEntryException.class, () -> store.getAll(List.of(key)));
    }

    @ParameterizedTest
    @MethodSource("logouts")
    void logout_removesIt(Corruption corruption, Logout logout) {
        String key = Stores.newName("key");
        corrupt(key, corruption);

        logout.on(store, key);

        assertThat(store.getEntry(key)).isEmpty();
        store.set(key, bytes("value"));
        assertThat(store.get(key).isPresent()).isEqualTo(logout != Logout.REVOKE);
    }

    /** Stores an entry, and corrupts it. Returns the version that an update of the entry would be based on. */
    private Version corrupt(String key, Corruption corruption) {
        Version version = store.set(key, bytes(COUNTER));
        corruption.befall(server.admin(), key);
        return version;
    }

    @Test
    void revocationOfANewerFormat_outlivesADelete() {
        String key = Stores.newName("key");
        store.revoke(key);
        byte[] revocation = Corruption.with(server.admin().get(key), FORMAT_OFFSET, 2);
        server.admin().set(key, revocation, SetArgs.Builder.ex(60));

        store.delete(key);

        assertThat(server.admin().get(key)).isEqualTo(revocation);
        assertRefused(CorruptEntryException.class, () -> store.set(key, bytes("value")));
    }

    @Test
    void revocationWhoseTtlSomebodyRemoved_outlivesADelete() {
        String key = Stores.newName("key");
        store.revoke(key);
        server.admin().persist(key);

        store.delete(key);

        store.set(key, bytes("value"));
        assertThat(store.get(key)).isEmpty();
    }

    @Test
    void entriesBesideIt_areRead() {
        String key = Stores.newName("key");
        store.set(key, bytes("value"));
        String corrupt = Stores.newName("key");
        corrupt(corrupt, Corruption.HASH);

        assertRefused(CorruptEntryException.class, () -> store.getAll(List.of(key, corrupt)));
        assertThat(store.get(key)).contains(bytes("value"));
    }
}
