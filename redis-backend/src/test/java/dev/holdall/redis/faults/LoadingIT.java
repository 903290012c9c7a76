package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static dev.holdall.redis.faults.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.StoreUnavailableException;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Checks that a server which is still loading its data doesn't make entries absent. */
@Tag("deep")
class LoadingIT {

    private static final String COUNTER = "41";

    @Test
    void everything_isRefused_untilTheDataIsThere() {
        String key = Stores.newName("key");
        try (RedisServer server = RedisServer.start();
                SessionStore store = Stores.on(server, "").open()) {
            store.set(key, bytes(COUNTER));
            Entry before = store.getEntry(key).orElseThrow();

            SlowLoading.during(server, () -> {
                for (Write write : Write.values()) {
                    assertUnavailable(() -> write.on(store, key, before.version()));
                }
                for (Logout logout : Logout.values()) {
                    assertUnavailable(() -> logout.on(store, key));
                }
                for (Read read : Read.values()) {
                    assertUnavailable(() -> store.get(key, read));
                    assertUnavailable(() -> store.getEntry(key, read));
                }
                assertUnavailable(() -> store.getAll(List.of(key)));
            });

            assertThat(store.getEntry(key)).hasValueSatisfying(after -> {
                assertThat(after.value()).isEqualTo(bytes(COUNTER));
                assertThat(after.version()).isEqualTo(before.version());
            });
        }
    }

    private static void assertUnavailable(Runnable call) {
        assertRefused(StoreUnavailableException.class, call::run);
    }
}
