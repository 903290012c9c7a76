package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.rounds.Json;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Table;
import dev.holdall.testservers.RedisServer;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Runs the comparisons of the Redis backend, against servers that it starts itself. */
public final class RedisComparison {

    private RedisComparison() {}

    /**
     * Runs all of them.
     *
     * @param arguments {@code redis}, and perhaps {@code --quick}
     * @throws IOException if the results can't be written
     */
    public static void main(String[] arguments) throws IOException {
        boolean quick = Arguments.parse(Arrays.asList(arguments).subList(1, arguments.length))
                .quick();
        List<Results> tables;
        try (RedisServer server = RedisServer.start()) {
            tables = List.of(new FaceComparison(quick, server).run(), new PeerComparison(quick, server).run());
        }
        KeyMemory memory = KeyMemory.measure();
        tables.forEach(results -> new Table(results).print(System.out));
        memory.print(System.out);
        Json json = new Json();
        tables.forEach(json::add);
        memory.lines().forEach(json::add);
        System.out.println("JSON: " + json.write("redis"));
    }
}
