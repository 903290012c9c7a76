package dev.holdall.redis.faults;

import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Makes a server load its data for some seconds, as after a start. */
final class SlowLoading {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int KEYS = 80;

    /** Half of the bytes that a server loads before it answers clients in between. */
    private static final int BYTES_PER_KEY = 1 << 20;

    private static final String MICROS_PER_KEY = "40000";

    private SlowLoading() {}

    /** Adds data to the server, makes it load everything again, and runs an action meanwhile. */
    static void during(RedisServer server, Runnable meanwhile) {
        server.admin().mset(filling());
        server.admin().configSet("key-load-delay", MICROS_PER_KEY);
        OtherClient.duringCommand(server, "DEBUG RELOAD", () -> {
            await().atMost(PATIENCE).until(() -> isLoading(server));
            try {
                meanwhile.run();
            } finally {
                server.admin().configSet("key-load-delay", "0");
                await().atMost(PATIENCE).until(() -> !isLoading(server));
            }
        });
    }

    private static Map<String, byte[]> filling() {
        byte[] incompressible = new byte[BYTES_PER_KEY];
        new SplittableRandom(1).nextBytes(incompressible);
        Map<String, byte[]> filling = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            filling.put("filling-" + i, incompressible);
        }
        return filling;
    }

    private static boolean isLoading(RedisServer server) {
        return "1".equals(server.info().get("loading"));
    }
}
