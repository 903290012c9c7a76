package dev.holdall.testservers.redis;

import dev.holdall.testservers.processes.Poll;
import dev.holdall.testservers.processes.ServerStartException;
import io.lettuce.core.RedisException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Waits until several servers have reached a common state, such as replicas in sync. */
final class RedisWait {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long INTERVAL_NANOS = Duration.ofMillis(20).toNanos();

    private final List<RedisServer> servers;
    private @Nullable RedisException lastFailure;

    /** Creates a wait for these servers. The message of a failure shows the ends of their logs. */
    RedisWait(List<RedisServer> servers) {
        this.servers = servers;
    }

    /**
     * Blocks until the condition holds, for 60 s at most. A condition that fails because a server doesn't answer counts
     * as one that doesn't hold yet.
     */
    void until(String goal, BooleanSupplier condition) {
        if (!Poll.until(System.nanoTime() + PATIENCE.toNanos(), INTERVAL_NANOS, () -> holds(condition))) {
            String logs = servers.stream().map(RedisServer::tail).collect(Collectors.joining("\n"));
            throw new ServerStartException(
                    "not reached within " + PATIENCE.toSeconds() + " s: " + goal + "\n" + logs, lastFailure);
        }
    }

    private boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (RedisException notYet) {
            lastFailure = notYet;
            return false;
        }
    }
}
