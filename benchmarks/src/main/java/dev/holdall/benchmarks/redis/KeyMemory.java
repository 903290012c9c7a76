package dev.holdall.benchmarks.redis;

import dev.holdall.testservers.redis.RedisServer;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the server's memory for a session of each contender, and compares it with that of a plain string. A
 * contender may use several keys for a session.
 */
final class KeyMemory {

    private static final Peers BASELINE = Peers.RAW_LETTUCE;

    private final Map<Peers, Double> bytes = new EnumMap<>(Peers.class);

    private KeyMemory() {}

    /** Fills a server with the sessions of each contender, one server for each. Blocks. */
    static KeyMemory measure() {
        KeyMemory memory = new KeyMemory();
        for (Peers each : Peers.values()) {
            memory.bytes.put(each, bytesPerSession(each));
        }
        return memory;
    }

    private static double bytesPerSession(Peers which) {
        try (RedisServer server = RedisServer.start();
                Peer peer = which.connect(server.uri())) {
            long before = usedBytes(server);
            which.withSessions(peer);
            return (usedBytes(server) - before) / (double) which.ids().length;
        }
    }

    private static long usedBytes(RedisServer server) {
        return Long.parseLong(Objects.requireNonNull(server.info().get("used_memory")));
    }

    void print(PrintStream out) {
        out.printf("%nMemory of the server for a session of 1 KiB%n%-15s%9s |%9s%n", "", "bytes", "beyond");
        bytes.forEach((which, each) -> out.printf(
                Locale.ROOT,
                "%-15s%9.0f |%s%n",
                which.title(),
                each,
                which == BASELINE ? "" : String.format(Locale.ROOT, "%+9.0f", each - baseline())));
        out.println("Right of the bar: compared with " + BASELINE.title() + ", a plain string.");
    }

    /** Returns a line of results for each contender. */
    List<Map<String, Object>> lines() {
        List<Map<String, Object>> lines = new ArrayList<>();
        bytes.forEach((which, each) -> lines.add(Map.of(
                "table",
                "memory",
                "condition",
                which.title(),
                "comparedWith",
                BASELINE.title(),
                "bytesPerSession",
                each,
                "bytesBeyond",
                each - baseline())));
        return lines;
    }

    private double baseline() {
        return Objects.requireNonNull(bytes.get(BASELINE));
    }
}
