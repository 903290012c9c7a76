package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.rounds.Load;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.ServerTime;
import dev.holdall.testservers.redis.RedisServer;
import java.util.regex.Pattern;

/** Measures the processor time that a server uses, as its INFO reports it. */
final class ServerCpu implements ServerTime {

    private static final Pattern SECONDS = Pattern.compile("^used_cpu_(?:user|sys):(\\d+\\.\\d+)", Pattern.MULTILINE);

    private final RedisServer server;

    ServerCpu(RedisServer server) {
        this.server = server;
    }

    @Override
    public Load countedIn(Load load) {
        return (inFlight, time) -> {
            double before = micros(server.admin().info("cpu"));
            return load.run(inFlight, time)
                    .withServerMicros(micros(server.admin().info("cpu")) - before);
        };
    }

    @Override
    public Results shownIn(Results results) {
        return results.countingServer();
    }

    /** Returns the server's processor time in microseconds, from the answer to INFO. */
    static double micros(String info) {
        return SECONDS.matcher(info)
                        .results()
                        .mapToDouble(found -> Double.parseDouble(found.group(1)))
                        .sum()
                * 1e6;
    }
}
