package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import java.time.Duration;

/**
 * How entries are kept, however the servers are reached.
 *
 * @param waitForReplicas how many replicas have to have a write before it is answered
 * @param waitAtMost how long that is waited for
 */
public record RedisOptions(int waitForReplicas, Duration waitAtMost) {

    private static final int MOST_REPLICAS = 100;

    /**
     * While replicas are waited for, their connection is silent. This is well below the silence after which it is
     * closed.
     */
    private static final Duration MOST_WAIT = Duration.ofSeconds(1);

    /** Reads them; problems stay with the reader. */
    public static RedisOptions read(BackendOptions options) {
        return new RedisOptions(
                options.integer("wait.replicas", 0, MOST_REPLICAS),
                options.duration("wait.timeout", Duration.ofMillis(1), MOST_WAIT));
    }
}
