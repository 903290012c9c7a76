package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.rounds.Json;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Table;
import dev.holdall.testservers.redis.RedisServer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** Measures two data centres with a server each: what they cost local calls, and how fast they replicate. */
final class DataCentreComparison {

    /** The values of {@code sweep.rate}: the default one, and one that doesn't limit. */
    private static final int[] SWEEP_RATES = {5_000, 1_000_000};

    private DataCentreComparison() {}

    /** Measures, and prints and writes the results. Blocks. */
    static void run(boolean quick) throws IOException {
        Results local;
        Lag lag;
        List<Backlog> backlogs;
        String server;
        try (RedisServer here = RedisServer.start()) {
            server = RedisComparison.describe(here);
            local = new DistanceComparison(quick, here).run();
            lag = Lag.measure(here, Duration.ofSeconds(quick ? 6 : 30));
            Duration cut = Duration.ofSeconds(quick ? 5 : 30);
            backlogs = IntStream.of(SWEEP_RATES)
                    .mapToObj(rate -> Backlog.measure(here, cut, rate))
                    .toList();
        }
        System.out.println(server);
        new Table(local).print(System.out);
        lag.print(System.out);
        backlogs.forEach(each -> each.print(System.out));
        Json json = new Json().add(local).add(lag.line());
        backlogs.forEach(each -> json.add(each.line()));
        System.out.println("JSON: " + json.write("redis-data-centres"));
    }
}
