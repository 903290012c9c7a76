package dev.holdall.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.SessionStore;
import dev.holdall.redis.Stores;
import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.redis.RedisServer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Races through stores in several data centres, while links are cut, delayed, healed, and lose what is on its way, and
 * while processes end and begin. When all links are healed, every data centre must have the same records, and no marks.
 */
@Tag("deep")
class DataCentreRacesIT {

    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int WORKERS_PER_STORE = 2;

    private final long seed = Long.getLong("holdall.test.seed", System.nanoTime());
    private final Duration length = Duration.ofSeconds(Integer.getInteger("holdall.test.seconds", 9));
    private final SplittableRandom random = new SplittableRandom(seed);

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void dataCentres_areTheSame_whenAllLinksAreHealed(int dataCentres) throws InterruptedException {
        List<String> names = NAMES.subList(0, dataCentres);
        List<RedisServer> servers = Stream.generate(
                        () -> RedisServer.builder().proxied(true).start())
                .limit(dataCentres)
                .toList();
        DataCentreRaces races = new DataCentreRaces(dataCentres);
        AtomicReferenceArray<SessionStore> stores = new AtomicReferenceArray<>(dataCentres);
        IntStream.range(0, dataCentres).forEach(each -> stores.set(each, open(names, servers, each)));
        try {
            race(races, stores, names, servers);
            servers.forEach(server -> heal(server.link()));
            String description = "seed " + seed + ": " + races;
            awaitNoMarks(description, names, servers);
            races.keys().forEach(key -> checkSame(description, races, key, servers));
            assertThat(races.faults()).as(description).isEmpty();
        } finally {
            IntStream.range(0, dataCentres).forEach(each -> stores.get(each).close());
            servers.forEach(RedisServer::close);
        }
    }

    private static SessionStore open(List<String> names, List<RedisServer> servers, int index) {
        StringBuilder others = new StringBuilder();
        for (int other = 0; other < names.size(); other++) {
            if (other != index) {
                others.append("%s.uri = \"%s\"%n"
                        .formatted(names.get(other), servers.get(other).uri()));
            }
        }
        return Stores.of("""
                        uri = "%s"
                        data-centres { local = %s, others { %s }, sweep.after = 300 ms }
                        """.formatted(servers.get(index).uriWithoutLink(), names.get(index), others))
                .requestTimeout(Duration.ofMillis(600))
                .open();
    }

    /** Lets threads call the stores for a while, and meanwhile disturbs the links and ends processes. */
    private void race(
            DataCentreRaces races,
            AtomicReferenceArray<SessionStore> stores,
            List<String> names,
            List<RedisServer> servers)
            throws InterruptedException {
        long end = System.nanoTime() + length.toNanos();
        ExecutorService threads = Executors.newCachedThreadPool();
        List<Future<?>> running = new ArrayList<>();
        for (int index = 0; index < stores.length(); index++) {
            for (int worker = 0; worker < WORKERS_PER_STORE; worker++) {
                int dataCentre = index;
                SplittableRandom own = random.split();
                running.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        races.call(stores.get(dataCentre), dataCentre, own);
                    }
                }));
            }
        }
        running.add(threads.submit(() -> disturb(end, random.split(), stores, names, servers)));
        threads.shutdown();
        assertThat(threads.awaitTermination(length.plus(PATIENCE).toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(running).allSatisfy(each -> assertThat(each).succeedsWithin(Duration.ZERO));
    }

    private static void disturb(
            long end,
            SplittableRandom random,
            AtomicReferenceArray<SessionStore> stores,
            List<String> names,
            List<RedisServer> servers) {
        while (System.nanoTime() < end) {
            int index = random.nextInt(servers.size());
            Link link = servers.get(index).link();
            switch (random.nextInt(6)) {
                case 0 -> link.cut();
                case 1 -> link.blackHole();
                case 2 -> link.delay(Duration.ofMillis(random.nextInt(200)));
                case 3 -> {
                    SessionStore ended = stores.getAndSet(index, open(names, servers, index));
                    ended.close();
                }
                default -> heal(link);
            }
            pause(random.nextInt(400));
        }
    }

    private static void heal(Link link) {
        link.heal();
        link.delay(Duration.ZERO);
    }

    /** Lets the calls go on for a while under the same conditions. */
    private static void pause(int millis) {
        long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        await().pollInterval(Duration.ofMillis(10)).until(() -> System.nanoTime() >= until);
    }

    private static void awaitNoMarks(String description, List<String> names, List<RedisServer> servers) {
        await(description)
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(servers.stream()
                                .flatMap(server -> names.stream()
                                        .map(name -> server.admin().zrange("\u0001to:" + name, 0, 5)))
                                .flatMap(List::stream)
                                .map(String::new))
                        .isEmpty());
    }

    private static void checkSame(String description, DataCentreRaces races, String key, List<RedisServer> servers) {
        List<@Nullable String> records =
                servers.stream().map(server -> record(server.admin().get(key))).toList();
        assertThat(records.stream().distinct()).as(key + ", " + description).hasSize(1);
        if (races.isRevoked(key)) {
            assertThat(records.get(0)).as(key + ", " + description).startsWith("R");
        }
    }

    /** Returns the kind, the version and the value of what is stored. */
    private static @Nullable String record(byte @Nullable [] stored) {
        if (stored == null) {
            return null;
        }
        char kind = (char) stored[3];
        int header = kind == 'U' ? 24 : 16;
        return (kind == 'U' ? 'V' : kind) + " " + ByteBuffer.wrap(stored).getLong(8) + " "
                + Arrays.toString(Arrays.copyOfRange(stored, header, stored.length));
    }
}
