package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Uses one server from processes whose clocks are ten minutes ahead, ten minutes behind, and right. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClockIT {

    private static final Duration SKEW = Duration.ofMinutes(10);
    private static final int SESSIONS = 3_000;
    private static final int STALE_WRITES = 4;
    private static final int ROUNDS = 1_000;

    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private final AtomicInteger reported = new AtomicInteger();
    private final RedisServer server = RedisServer.start();
    private final List<SessionStore> stores =
            Stream.of(SKEW, SKEW.negated(), Duration.ZERO).map(this::open).toList();

    private SessionStore open(Duration skew) {
        InstantSource clock = () -> Instant.now().plus(skew);
        return Stores.on(server, "")
                .clock(clock)
                .observer(new Reports(reported))
                .requestTimeout(Duration.ofSeconds(20))
                .open();
    }

    private record Reports(AtomicInteger count) implements StoreObserver {

        @Override
        public Observation onBegin(Call call) {
            return end -> {};
        }

        @Override
        public void onIncident(String store, Incident incident) {
            if (incident == Incident.CLOCK_SKEW) {
                count.incrementAndGet();
            }
        }
    }

    @AfterAll
    void close() {
        stores.forEach(SessionStore::close);
        server.close();
    }

    @Test
    void revocation_isFinal_whateverStaleWritersOfAnyClockSend() {
        Map<String, byte[]> values = IntStream.range(0, SESSIONS)
                .mapToObj(i -> Stores.newName("session"))
                .collect(Collectors.toMap(Function.identity(), key -> bytes("value")));
        any().setAll(values);
        Map<String, Entry> stale = new HashMap<>();
        values.keySet().forEach(key -> stale.put(key, any().getEntry(key).orElseThrow()));

        List<CompletableFuture<?>> calls = new ArrayList<>();
        stale.forEach((key, seen) -> {
            calls.add(any().async().revoke(key).toCompletableFuture());
            for (int i = 0; i < STALE_WRITES; i++) {
                calls.add(writeStale(key, seen).toCompletableFuture());
            }
        });
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();
        stale.forEach((key, seen) -> writeStale(key, seen).toCompletableFuture().join());

        for (SessionStore store : stores) {
            assertThat(store.getAll(stale.keySet()))
                    .as("sessions back, seed %d", seed)
                    .isEmpty();
        }
    }

    private CompletionStage<?> writeStale(String key, Entry seen) {
        var store = any().async();
        byte[] value = bytes("stale");
        return switch (random.nextInt(7)) {
            case 0 -> store.update(key, seen.version(), value);
            case 1 -> store.changeTTL(key, Ttl.never());
            case 2 -> store.set(key, value);
            case 3 -> store.setAll(Map.of(key, value));
            case 4 -> store.add(key, value);
            case 5 -> store.compareAndSet(key, seen.version(), value);
            default -> store.increment(key, 1, 1, Ttl.never()).handle((count, noCounter) -> count);
        };
    }

    @Test
    void everyWrite_takesEffect_whoeverMakesIt() {
        String key = Stores.newName("key");
        for (int i = 0; i < ROUNDS; i++) {
            String value = "value " + i;
            SessionStore writer = any();
            boolean present = any().get(key).isPresent();
            switch (random.nextInt(present ? 5 : 3)) {
                case 0, 1 -> writer.set(key, bytes(value), anyTtl());
                case 2 -> {
                    writer.delete(key);
                    assertThat(any().get(key)).as("deleted, seed %d", seed).isEmpty();
                    assertThat(writer.add(key, bytes(value), anyTtl())).isPresent();
                }
                case 3 -> writer.update(key, seen(writer, key), bytes(value), anyTtl());
                default ->
                    assertThat(writer.compareAndSet(key, seen(writer, key), bytes(value), anyTtl()))
                            .isPresent();
            }
            assertThat(any().get(key)).as("call %d, seed %d", i, seed).contains(bytes(value));
            assertThat(any().changeTTL(key, anyTtl())).isTrue();
        }
    }

    private static Version seen(SessionStore store, String key) {
        return store.getEntry(key).orElseThrow().version();
    }

    @Test
    void versionOfAClockThatIsAhead_isReported() {
        String key = Stores.newName("key");
        stores.get(0).set(key, bytes("value"));
        int before = reported.get();

        stores.get(1).getEntry(key);

        assertThat(reported).hasValueGreaterThan(before);
    }

    @Test
    void staleUpdate_ofAKeyThatWasDeletedAndCreatedAgainByAnotherClock_hasNoEffect() {
        for (int i = 0; i < ROUNDS; i++) {
            String key = Stores.newName("key");
            Version old = any().set(key, bytes("old"), anyTtl());
            any().delete(key);
            any().set(key, bytes("new"));

            any().update(key, old, bytes("stale"));
            assertThat(any().compareAndSet(key, old, bytes("stale"))).isEmpty();

            assertThat(any().get(key)).as("seed %d", seed).contains(bytes("new"));
        }
    }

    private SessionStore any() {
        return stores.get(random.nextInt(stores.size()));
    }

    private Ttl anyTtl() {
        return Ttl.of(Duration.ofSeconds(30 + random.nextInt(3_600)));
    }
}
