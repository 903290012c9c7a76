package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** Reads entries until they end, whose end is in their bytes because their versions are ahead of the server's time. */
class EndOfEntryIT {

    private static final int ENTRIES = 50;
    private static final Duration LIFETIME = Duration.ofMillis(20);

    @Test
    void entryOfAFastClock_isThereUntilItsEnd() {
        InstantSource fast = () -> Instant.now().plus(Duration.ofMinutes(10));
        try (RedisServer server = RedisServer.start();
                SessionStore ahead = Stores.on(server, "").clock(fast).open();
                SessionStore store = Stores.on(server, "").open()) {
            for (int i = 0; i < ENTRIES; i++) {
                String key = Stores.newName("key");
                Instant end = Instant.now().plus(LIFETIME);
                ahead.set(key, new byte[] {1}, Ttl.of(LIFETIME));
                boolean there;
                do {
                    there = store.get(key).isPresent();
                    // An answer that came after the end tells nothing.
                    assertThat(there || !Instant.now().isBefore(end))
                            .as("an entry before its end")
                            .isTrue();
                } while (there);
            }
        }
    }
}
