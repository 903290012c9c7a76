package dev.holdall.redis.faults;

import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.RedisCommandExecutionException;
import java.time.Duration;

/**
 * A script of another client that runs until it is killed. After a tenth of a second, the server answers other clients
 * that it is busy.
 */
final class BusyScript {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private BusyScript() {}

    /** Runs an action while the script runs. */
    static void during(RedisServer server, Runnable meanwhile) {
        server.admin().configSet("lua-time-limit", "100");
        OtherClient.duringCommand(server, "EVAL \"while true do end\" 0", () -> {
            await().atMost(PATIENCE).until(() -> isRunning(server));
            try {
                meanwhile.run();
            } finally {
                server.execute("SCRIPT", "KILL");
                await().atMost(PATIENCE).until(() -> !isRunning(server));
            }
        });
    }

    private static boolean isRunning(RedisServer server) {
        try {
            server.admin().ping();
            return false;
        } catch (RedisCommandExecutionException busy) {
            return true;
        }
    }
}
