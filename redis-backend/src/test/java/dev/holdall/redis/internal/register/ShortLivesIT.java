package dev.holdall.redis.internal.register;

import static dev.holdall.redis.internal.register.MergingServer.digits;
import static dev.holdall.redis.internal.register.MergingServer.packed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.Version;
import dev.holdall.spi.MapCreation;
import dev.holdall.spi.VersionSteps;
import dev.holdall.testservers.redis.RedisServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Gives entries and maps that are in all data centres a lifetime of 0.3 to 3 seconds, with the clocks of clients and
 * servers up to ten minutes apart. Once such an entry has ended, no data centre may have it again, and none may have
 * the older entry with its longer life, however often the records are sent to and fro.
 */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ShortLivesIT {

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final int KEYS = 60;
    private static final long SKEW_SECONDS = Duration.ofMinutes(10).toSeconds();
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final List<RedisServer> running =
            Stream.generate(RedisServer::start).limit(NAMES.size()).toList();
    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final SplittableRandom random = new SplittableRandom(seed);
    private long stamp;

    @AfterAll
    void close() {
        running.forEach(RedisServer::close);
    }

    @ParameterizedTest
    @CsvSource({"2, false", "3, false", "2, true", "3, true"})
    void entryOrMapThatHasEnded_neverComesBack_norWhatItReplaced(int dataCentres, boolean maps) {
        List<MergingServer> servers = servers(dataCentres);
        List<String> keys = IntStream.range(0, KEYS)
                .mapToObj(each -> maps ? MapKeys.of("key" + each) : "key" + each)
                .toList();
        keys.forEach(key -> set(any(servers), key, HOUR_MILLIS));
        exchangeMarked(servers, keys);
        Map<String, MergingServer> shortened = new HashMap<>();
        keys.forEach(key -> shortened.put(key, any(servers)));
        shortened.forEach((key, server) -> shorten(server, key));

        // Half of them are sent before they end, and the other half afterwards.
        exchangeMarked(servers, keys.subList(0, KEYS / 2));
        List<String> unsent = keys.subList(KEYS / 2, KEYS);
        await("seed " + seed)
                .atMost(Duration.ofSeconds(20))
                .until(() -> unsent.stream()
                        .allMatch(key -> entries(List.of(Objects.requireNonNull(shortened.get(key))), List.of(key))
                                .isEmpty()));
        exchangeMarked(servers, keys);
        await("seed " + seed).atMost(Duration.ofSeconds(20)).until(() -> {
            exchangeAll(servers, keys);
            return entries(servers, keys).isEmpty();
        });
        for (int time = 0; time < 5; time++) {
            exchangeAll(servers, keys);
            assertThat(entries(servers, keys)).as("seed " + seed).isEmpty();
        }
    }

    private List<MergingServer> servers(int dataCentres) {
        List<MergingServer> servers = new ArrayList<>();
        for (int index = 0; index < dataCentres; index++) {
            List<String> others = new ArrayList<>(NAMES.subList(0, dataCentres));
            others.remove(index);
            servers.add(new MergingServer(
                    running.get(index), others, Duration.ofSeconds(skewSeconds()), UnaryOperator.identity()));
        }
        return servers;
    }

    private long skewSeconds() {
        return random.nextLong(-SKEW_SECONDS, SKEW_SECONDS + 1);
    }

    private MergingServer any(List<MergingServer> servers) {
        return servers.get(random.nextInt(servers.size()));
    }

    private byte[] header(byte... value) {
        long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now().plusSeconds(skewSeconds()));
        return packed('V', micros, value);
    }

    private void set(MergingServer server, String key, long millis) {
        if (MapKeys.isMap(key)) {
            create(server, key, millis);
        } else {
            server.write(Scripts.MERGING.write(), key, ++stamp, header((byte) random.nextInt()), digits(millis));
        }
    }

    private void create(MergingServer server, String key, long millis) {
        Version version = new Version(ByteBuffer.wrap(header()).getLong(Long.BYTES));
        PackedEntry lease = PackedEntry.lease(new MapCreation(version, random.nextInt()));
        PackedEntry field = PackedEntry.of(VersionSteps.afterUpdate(version), new byte[] {(byte) random.nextInt()});
        server.writeHash(
                MapScripts.MERGING.create(),
                key,
                ++stamp,
                lease.toBytes(),
                digits(millis),
                new byte[] {'f'},
                field.toBytes());
    }

    private void shorten(MergingServer server, String key) {
        long millis = random.nextInt(300, 3_000);
        if (MapKeys.isMap(key)) {
            if (random.nextBoolean()) {
                create(server, key, millis);
            } else {
                server.writeHash(MapScripts.MERGING.touch(), key, ++stamp, header(), digits(millis));
            }
            return;
        }
        Version seen = server.record(key).orElseThrow().version();
        switch (random.nextInt(4)) {
            case 0 -> set(server, key, millis);
            case 1 -> server.write(Scripts.MERGING.touch(), key, ++stamp, header(), digits(millis));
            case 2 ->
                server.write(
                        Scripts.MERGING.update(),
                        key,
                        ++stamp,
                        packed('V', VersionSteps.afterUpdate(seen).micros(), (byte) 1),
                        digits(millis),
                        Arguments.bytes(seen));
            default ->
                server.write(
                        Scripts.MERGING.writeIfUnchanged(),
                        key,
                        ++stamp,
                        header((byte) 2),
                        digits(millis),
                        Arguments.bytes(seen));
        }
    }

    /** Sends what is marked of these keys, and confirms it. */
    private static void exchangeMarked(List<MergingServer> servers, List<String> keys) {
        for (MergingServer from : servers) {
            for (MergingServer to : servers) {
                String name = NAMES.get(servers.indexOf(to));
                if (from != to) {
                    Map<String, Long> marks = from.marks(KEYS, name);
                    marks.keySet().retainAll(keys);
                    marks.forEach((key, mark) -> {
                        from.record(key).ifPresent(record -> to.apply(key, record));
                        from.confirm(name, key, mark);
                    });
                }
            }
        }
    }

    /** Sends everything in all directions, as a comparison may. */
    private static void exchangeAll(List<MergingServer> servers, List<String> keys) {
        for (MergingServer from : servers) {
            for (String key : keys) {
                Optional<PackedRecord> record = from.record(key);
                servers.stream().filter(to -> to != from).forEach(to -> record.ifPresent(each -> to.apply(key, each)));
            }
        }
    }

    private static List<String> entries(List<MergingServer> servers, List<String> keys) {
        return keys.stream()
                .filter(key -> servers.stream()
                        .anyMatch(server ->
                                server.record(key).filter(PackedRecord::isEntry).isPresent()))
                .toList();
    }
}
