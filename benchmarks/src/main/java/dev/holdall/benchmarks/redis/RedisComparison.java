package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.rounds.Json;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Table;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Runs the comparisons of the Redis backend, against servers that it starts itself. */
public final class RedisComparison {

    private RedisComparison() {}

    /**
     * Runs the comparisons that the arguments name, and prints and writes their results.
     *
     * @param arguments {@code redis}, and optionally {@code --quick}, {@code --data-centres} or {@code --maps}, and
     *     {@code --server} with a program
     * @throws IOException if the results can't be written
     */
    public static void main(String[] arguments) throws IOException {
        Arguments parsed = Arguments.parse(Arrays.asList(arguments).subList(1, arguments.length));
        if (parsed.server() != null) {
            System.setProperty(RedisVersion.PROPERTY, parsed.server());
        }
        if (parsed.dataCentres()) {
            DataCentreComparison.run(parsed.quick());
        } else if (parsed.maps()) {
            HashComparison.run(parsed.quick());
        } else {
            compareLibraries(parsed.quick());
        }
    }

    private static void compareLibraries(boolean quick) throws IOException {
        List<Results> tables;
        String measured;
        try (RedisServer server = RedisServer.start()) {
            measured = describe(server);
            tables = List.of(
                    new FaceComparison(quick, server).run(),
                    new PeerComparison(quick, server).run(),
                    new SpringComparison(quick, server).run());
        }
        KeyMemory memory = KeyMemory.measure();
        System.out.println(measured);
        tables.forEach(results -> new Table(results).print(System.out));
        memory.print(System.out);
        Json json = new Json();
        tables.forEach(json::add);
        memory.lines().forEach(json::add);
        System.out.println("JSON: " + json.write("redis"));
    }

    /** Returns a server's version and allocator. */
    static String describe(RedisServer server) {
        Map<String, String> info = server.info();
        String valkey = info.get("valkey_version");
        return "Server: "
                + (valkey == null ? "Redis " + info.get("redis_version") : "Valkey " + valkey)
                + ", allocator " + info.get("mem_allocator");
    }
}
