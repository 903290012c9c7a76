package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The options that apply also if the application gives its own client.
 *
 * @param waitForReplicas how many replicas must have a write before it is answered
 * @param waitAtMost the longest wait for these replicas
 * @param dataCentres the options of a store in several data centres; null for one
 */
public record RedisOptions(
        int waitForReplicas, Duration waitAtMost, @Nullable DataCentreOptions dataCentres) {

    private static final int MOST_REPLICAS = 100;

    /**
     * A connection is silent while the server waits for replicas. This limit is well below the silence after which
     * {@code Heartbeat} closes a connection.
     */
    private static final Duration MOST_WAIT = Duration.ofSeconds(1);

    /** Reads the options, and reports their problems to {@code options}. */
    public static RedisOptions read(BackendOptions options) {
        return new RedisOptions(
                options.integer("wait.replicas", 0, MOST_REPLICAS),
                options.duration("wait.timeout", Duration.ofMillis(1), MOST_WAIT),
                DataCentreOptions.read(options));
    }
}
