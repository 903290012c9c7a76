package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Increments a counter so often that an error of a fraction of a millisecond in its expiry would add up. */
@Tag("deep")
class CounterExpiryIT {

    private static final int INCREMENTS = 30_000;
    private static final int AT_ONCE = 100;

    /** A server tells the remaining time in whole milliseconds. */
    private static final long ROUNDING_MILLIS = 2;

    /** When a key expires, in milliseconds since 1970: the time of asking makes it uncertain. */
    private record End(long earliest, long latest) {

        static End of(RedisServer server, String key) {
            long before = System.currentTimeMillis();
            long left = server.admin().pttl(key);
            return new End(before + left, System.currentTimeMillis() + left);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"V6_2", "V7_4"})
    void counter_endsWhenItWouldHave_howeverOftenItIsIncremented(RedisVersion version) {
        try (RedisServer server = RedisServer.builder().version(version).start();
                SessionStore store = Stores.on(server, "").open()) {
            String key = Stores.newName("counter");
            store.increment(key, 1, 1, Ttl.of(Duration.ofHours(1)));
            End before = End.of(server, key);

            for (int i = 0; i < INCREMENTS; i += AT_ONCE) {
                increment(store.async(), key);
            }

            End after = End.of(server, key);
            assertThat(store.increment(key, 0, 1, Ttl.storeDefault())).isEqualTo(1 + INCREMENTS);
            assertThat(after.earliest()).isLessThanOrEqualTo(before.latest() + ROUNDING_MILLIS);
            assertThat(after.latest()).isGreaterThanOrEqualTo(before.earliest() - ROUNDING_MILLIS);
        }
    }

    private static void increment(AsyncSessionStore store, String key) {
        CompletableFuture.allOf(IntStream.range(0, AT_ONCE)
                        .mapToObj(i ->
                                store.increment(key, 1, 1, Ttl.storeDefault()).toCompletableFuture())
                        .toArray(CompletableFuture[]::new))
                .join();
    }
}
