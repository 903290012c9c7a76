package dev.holdall.benchmarks.redis;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.maps.MapComparisons;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.testservers.redis.RedisServer;
import java.io.IOException;

/** Measures the maps and logins of a store on one server. A map is a hash there. */
final class HashComparison {

    private HashComparison() {}

    /** Measures, and prints and writes the results. Blocks. */
    static void run(boolean quick) throws IOException {
        MapComparisons comparisons;
        String measured;
        try (RedisServer server = RedisServer.start()) {
            measured = RedisComparison.describe(server);
            comparisons = measure(MapComparisons.rounds(quick), server);
        }
        System.out.println(measured);
        comparisons.print(System.out);
        System.out.println("JSON: " + comparisons.write("redis-maps"));
    }

    static MapComparisons measure(Rounds rounds, RedisServer server) {
        try (RawHashes raw = RawHashes.connect(server.uri());
                SessionStore store = Stores.open(server.uri())) {
            return MapComparisons.run(rounds, store, raw, new ServerCpu(server));
        }
    }
}
