package dev.holdall.testservers.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A sentinel's view of the servers that it watches. */
final class SentinelView {

    static final String MASTER_NAME = "holdall";

    private final RedisServer sentinel;

    SentinelView(RedisServer sentinel) {
        this.sentinel = sentinel;
    }

    /**
     * Makes a sentinel send INFO and publish its view four times a second, instead of every 10 s and every 2 s, so that
     * it learns of changes sooner. Redis before 7.0 can't change these intervals.
     */
    static void shortenIntervals(RedisServer sentinel) {
        try {
            sentinel.execute("SENTINEL", "DEBUG", "INFO-PERIOD", "250", "PUBLISH-PERIOD", "250");
        } catch (RedisCommandExecutionException before70) {
            // Redis 6.2 has no such command: the sentinel keeps its intervals.
        }
    }

    /** Returns the address of the primary, to which the sentinel sends clients. */
    InetSocketAddress primary() {
        List<@Nullable Object> address = sentinel.execute("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME);
        return new InetSocketAddress(String.valueOf(address.get(0)), Integer.parseInt(String.valueOf(address.get(1))));
    }

    /**
     * Whether the sentinel could do a failover: it sees the primary, this many replicas in sync, and this many other
     * sentinels.
     */
    boolean isComplete(long replicas, int otherSentinels) {
        Map<String, String> master = fields(sentinel.execute("SENTINEL", "MASTER", MASTER_NAME));
        return "master".equals(master.get("flags"))
                && Integer.toString(otherSentinels).equals(master.get("num-other-sentinels"))
                && healthyReplicas() == replicas;
    }

    private long healthyReplicas() {
        return sentinel.execute("SENTINEL", "REPLICAS", MASTER_NAME).stream()
                .map(replica -> replica instanceof List<?> list ? fields(list) : Map.of())
                .filter(replica ->
                        "slave".equals(replica.get("flags")) && "ok".equals(replica.get("master-link-status")))
                .count();
    }

    private static Map<String, String> fields(List<?> namesAndValues) {
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            fields.put(String.valueOf(namesAndValues.get(i)), String.valueOf(namesAndValues.get(i + 1)));
        }
        return fields;
    }
}
