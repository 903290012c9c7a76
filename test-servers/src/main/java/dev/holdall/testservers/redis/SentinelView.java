package dev.holdall.testservers.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a sentinel knows about the servers that it watches. */
final class SentinelView {

    static final String MASTER_NAME = "holdall";

    private final RedisServer sentinel;

    SentinelView(RedisServer sentinel) {
        this.sentinel = sentinel;
    }

    /** Lets a sentinel ask and tell more often than every 10 s and 2 s, if it can: only then it learns what changes. */
    static void hurry(RedisServer sentinel) {
        try {
            sentinel.execute("SENTINEL", "DEBUG", "INFO-PERIOD", "250", "PUBLISH-PERIOD", "250");
        } catch (RedisCommandExecutionException before70) {
            // It takes its time.
        }
    }

    /** Where it sends clients. */
    InetSocketAddress primary() {
        List<@Nullable Object> address = sentinel.execute("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER_NAME);
        return new InetSocketAddress(String.valueOf(address.get(0)), Integer.parseInt(String.valueOf(address.get(1))));
    }

    /**
     * Whether it could do a failover: it sees the primary, that many replicas in sync, and that many other sentinels.
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
