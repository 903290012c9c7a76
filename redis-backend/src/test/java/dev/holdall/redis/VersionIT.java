package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.FieldWrite;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.ReadOptions;
import dev.holdall.spi.SessionBackend;
import dev.holdall.spi.SessionMapBackend;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.StoredField;
import dev.holdall.spi.StoredMap;
import dev.holdall.spi.VersionSteps;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanIterator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Scanner;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Checks that scripts compare all 64 bits of versions, and how long they keep strings. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VersionIT {

    private static final int PAIRS = 2_000;
    private static final int CALLS = 3_000;
    private static final int KEYS = 40;
    private static final int KIND_OFFSET = 3;
    private static final int VERSION_OFFSET = 8;

    /** Versions at which a carry, a sign or a locale may go wrong. */
    private static final long[] CORNERS = {
        0,
        -1,
        1L << 32,
        -(1L << 32),
        1L << 31,
        1L << 53,
        -(1L << 53),
        Long.MAX_VALUE - 70,
        Long.MIN_VALUE + 70,
        0x7FFF_FFFFL
    };

    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);

    /**
     * The server's locale is C, unless a property sets another one. Servers from Maven artifacts compare bytes in every
     * locale, and an installed server may not start in a locale that the machine doesn't have.
     */
    private final RedisServer server = RedisServer.builder()
            .locale(System.getProperty("holdall.test.locale", "C"))
            .start();

    private static final Deadline A_WHILE = Deadline.in(Duration.ofDays(1));

    private final AtomicReference<SessionBackend> backend = new AtomicReference<>();
    private final SessionStore store = Stores.on(server, "")
            .backend("redis", context -> {
                SessionBackend opened =
                        Backends.factory("uri = \"" + server.uri() + "\"").open(context);
                backend.set(opened);
                return opened;
            })
            .open();

    @AfterAll
    void close() {
        store.close();
        server.close();
    }

    @Test
    void update_isMade_exactlyIfTheVersionThatIsThereIsNotGreater() {
        for (int i = 0; i < PAIRS; i++) {
            long current = anyVersion();
            long seen = random.nextInt(4) == 0 ? current + random.nextInt(-2, 3) : anyVersion();
            String key = put(current);

            Version next = await(backend().update(key, new Version(seen), bytes("new"), Lifetime.FOREVER, A_WHILE));

            StoredEntry entry = read(key).orElseThrow();
            assertThat(entry.value())
                    .as("seed %d: update of %x where %x is stored", seed, seen, current)
                    .isEqualTo(bytes(current <= seen ? "new" : "old"));
            assertThat(entry.version().micros())
                    .as("seed %d: the version after an update of %x where %x is stored", seed, seen, current)
                    .isEqualTo(current <= seen ? current + 1 : current);
            assertThat(next.micros())
                    .as("seed %d: the version that an update of %x answers where %x is stored", seed, seen, current)
                    .isEqualTo(current <= seen ? current + 1 : seen);
        }
    }

    @Test
    void write_takesTheGreaterVersion_ofItsOwnAndTheNextOne() {
        for (int i = 0; i < PAIRS; i++) {
            long current = anyVersion();
            long asked = random.nextInt(4) == 0 ? current + random.nextInt(-2, 3) : anyVersion();
            String key = put(current);

            Version written = await(backend().write(key, bytes("new"), Lifetime.FOREVER, new Version(asked), A_WHILE));

            assertThat(written.micros())
                    .as("seed %d: write at %x where %x is stored", seed, asked, current)
                    .isEqualTo(Math.max(asked, current + 1));
            assertThat(read(key).orElseThrow().version()).isEqualTo(written);
        }
    }

    @Test
    void compareAndSet_isMade_exactlyIfTheVersionIsTheSame() {
        for (int i = 0; i < PAIRS; i++) {
            long current = anyVersion();
            long seen = random.nextBoolean() ? current : current ^ (1L << random.nextInt(64));
            String key = put(current);

            boolean stored = await(backend()
                            .writeIfUnchanged(
                                    key,
                                    new Version(seen),
                                    bytes("new"),
                                    Lifetime.FOREVER,
                                    new Version(current),
                                    A_WHILE))
                    .isStored();

            assertThat(stored)
                    .as("seed %d: compareAndSet of %x where %x is stored", seed, seen, current)
                    .isEqualTo(current == seen);
        }
    }

    @Test
    void changeOfAMap_storesAField_exactlyIfItsVersionIsGreater() {
        for (int i = 0; i < PAIRS; i++) {
            long current = anyVersion();
            long asked = random.nextInt(4) == 0 ? current + random.nextInt(-2, 3) : anyVersion();
            String key = Stores.newName("map");
            await(maps().create(key, new MapCreation(new Version(i), i), Map.of(), Lifetime.FOREVER, A_WHILE));
            server.admin().hset(key + "\u0001map", "field", StoredRecords.packed('V', current, "old"));
            FieldWrite write = new FieldWrite("field", new Version(asked), bytes("new"), Lifetime.FOREVER);

            await(maps().change(key, readMap(key), List.of(write), A_WHILE));

            StoredField field = Objects.requireNonNull(readMap(key).fields().get("field"));
            assertThat(field.value())
                    .as("seed %d: change at %x where %x is stored", seed, asked, current)
                    .isEqualTo(bytes(asked > current ? "new" : "old"));
            assertThat(field.version().micros()).isEqualTo(Math.max(asked, current));
        }
    }

    @Test
    void createOfAMap_takesTheGreaterVersion_ofItsOwnAndTheNextOne() {
        for (int i = 0; i < PAIRS; i++) {
            long current = anyVersion();
            long asked = random.nextInt(4) == 0 ? current + random.nextInt(-2, 3) : anyVersion();
            String key = Stores.newName("map");
            MapCreation replaced = new MapCreation(new Version(current), random.nextInt());
            MapCreation creation = new MapCreation(new Version(asked), random.nextInt());
            await(maps().create(key, replaced, Map.of("old", bytes("old")), Lifetime.FOREVER, A_WHILE));

            MapCreation created =
                    await(maps().create(key, creation, Map.of("new", bytes("new")), Lifetime.FOREVER, A_WHILE));

            assertThat(created)
                    .as("seed %d: create at %x where %x is stored", seed, asked, current)
                    .isEqualTo(new MapCreation(new Version(Math.max(asked, current + 1)), creation.random()));
            StoredMap found = readMap(key);
            assertThat(found.creation()).isEqualTo(created);
            assertThat(found.lease()).isEqualTo(created.version());
            assertThat(found.fields()).containsOnlyKeys("new");
            assertThat(Objects.requireNonNull(found.fields().get("new")).version())
                    .isEqualTo(VersionSteps.afterUpdate(created.version()));
        }
    }

    private SessionMapBackend maps() {
        return backend().maps().orElseThrow();
    }

    private StoredMap readMap(String key) {
        return await(maps().read(key, null, Read.LATEST, A_WHILE)).orElseThrow();
    }

    @Test
    void keys_endAtSomeTime_unlessTheyWereSetToStay() {
        String prefix = Stores.newName("expiring");
        Set<String> staying = new HashSet<>();
        for (int i = 0; i < CALLS; i++) {
            change(prefix + random.nextInt(KEYS), staying);
        }
        List<String> endless = new ArrayList<>();
        ScanIterator.scan(server.admin(), ScanArgs.Builder.matches(prefix + "*"))
                .forEachRemaining(key -> {
                    if (server.admin().pttl(key) == -1) {
                        endless.add(key);
                    }
                });
        assertThat(endless).as("keys without a TTL, seed %d", seed).containsExactlyInAnyOrderElementsOf(staying);
    }

    @Test
    void strings_stayUntilTheServersTimeHasPassedTheirVersion() {
        Set<String> unused = new HashSet<>();
        for (int i = 0; i < CALLS; i++) {
            String key = Stores.newName("ahead");
            await(backend().write(key, bytes("1"), anyLifetime(), anyTime(), A_WHILE));
            change(key, unused);

            byte[] stored = server.admin().get(key);
            long endMillis = System.currentTimeMillis() + server.admin().pttl(key);
            if (stored != null && stored[KIND_OFFSET] != 'R' && server.admin().pttl(key) >= 0) {
                assertThat(ByteBuffer.wrap(stored).getLong(VERSION_OFFSET) / 1_000)
                        .as("the version of a string of the kind %c, seed %d", stored[KIND_OFFSET], seed)
                        .isLessThanOrEqualTo(endMillis + 1);
            }
        }
    }

    @Test
    void ordinaryWrites_dontAskTheServerForItsTime() {
        String key = Stores.newName("key");
        store.set(key, bytes("first"), Ttl.of(Duration.ofHours(1)));
        long asked = timesAsked();

        for (int i = 0; i < KEYS; i++) {
            Version seen = store.set(key, bytes("next"), Ttl.of(Duration.ofHours(1)));
            store.changeTTL(key, Ttl.of(Duration.ofHours(2)));
            store.update(key, seen, bytes("updated"), Ttl.of(Duration.ofHours(1)));
            Version updated = store.getEntry(key).orElseThrow().version();
            assertThat(store.compareAndSet(key, updated, bytes("compared"), Ttl.of(Duration.ofHours(1))))
                    .isPresent();
        }

        assertThat(timesAsked()).isEqualTo(asked);
    }

    private long timesAsked() {
        return new Scanner(server.admin().info("commandstats"))
                .findAll("cmdstat_time:calls=(\\d+)")
                .mapToLong(line -> Long.parseLong(line.group(1)))
                .sum();
    }

    /**
     * Calls any verb, with the version of a clock that is wrong by ten minutes at most. Afterwards {@code staying} has
     * the keys that never expire.
     */
    private void change(String key, Set<String> staying) {
        Version version = anyTime();
        Lifetime lifetime = anyLifetime();
        Optional<StoredEntry> before = read(key);
        Version seen = before.map(StoredEntry::version).orElse(version);
        boolean stored = switch (random.nextInt(9)) {
            case 0, 1 ->
                !await(backend().write(key, bytes("1"), lifetime, version, A_WHILE))
                                .equals(version)
                        || read(key).isPresent()
                        || lifetime.isOver();
            case 2 -> {
                await(backend().update(key, seen, bytes("2"), lifetime, A_WHILE));
                yield before.isPresent();
            }
            case 3 ->
                await(backend().writeIfAbsent(key, bytes("3"), lifetime, version, A_WHILE))
                        .isStored();
            case 4 ->
                await(backend().writeIfUnchanged(key, seen, bytes("4"), lifetime, version, A_WHILE))
                        .isStored();
            case 5 -> await(backend().touch(key, lifetime, A_WHILE)).isPresent();
            case 6 -> {
                await(backend().delete(key, version, A_WHILE));
                staying.remove(key);
                yield false;
            }
            case 7 ->
                await(backend().increment(key, 1, 1, lifetime, version, A_WHILE))
                                        .version()
                                != null
                        && before.isEmpty();
            default -> {
                if (random.nextInt(20) == 0) {
                    await(backend().revoke(key, version, Duration.ofDays(1).toMillis(), A_WHILE));
                    staying.remove(key);
                }
                yield false;
            }
        };
        if (stored && lifetime.isForever()) {
            staying.add(key);
        } else if (stored) {
            staying.remove(key);
        }
    }

    private Lifetime anyLifetime() {
        return switch (random.nextInt(4)) {
            case 0 -> Lifetime.FOREVER;
            case 1 -> Lifetime.OVER;
            default -> Lifetime.ofMillis(random.nextLong(60_000, 3_600_000));
        };
    }

    private Version anyTime() {
        return new Version(
                (System.currentTimeMillis() + random.nextLong(-600_000, 600_000)) * 1_000 + random.nextInt(1_000));
    }

    private long anyVersion() {
        long corner = CORNERS[random.nextInt(CORNERS.length)];
        return switch (random.nextInt(3)) {
            case 0 -> corner + random.nextInt(-3, 4);
            case 1 -> random.nextLong(Long.MIN_VALUE + 100, Long.MAX_VALUE - 100);
            default -> (corner & 0xFFFF_FFFF_0000_0000L) + random.nextInt();
        };
    }

    /** Stores an entry with this version, whatever the server's time is, and returns its key. */
    private String put(long version) {
        String key = Stores.newName("key");
        byte[] value = bytes("old");
        server.admin()
                .set(
                        key,
                        ByteBuffer.allocate(16 + value.length)
                                .putShort((short) 0xFE68)
                                .put((byte) 1)
                                .put((byte) 'V')
                                .putInt(value.length)
                                .putLong(version)
                                .put(value)
                                .array());
        return key;
    }

    private SessionBackend backend() {
        return Objects.requireNonNull(backend.get());
    }

    private Optional<StoredEntry> read(String key) {
        return await(backend().read(key, ReadOptions.LATEST, A_WHILE));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }
}
