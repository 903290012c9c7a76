package dev.holdall.redis;

import dev.holdall.spi.BackendOptions;
import java.time.Duration;

/**
 * How entries are kept, however the servers are reached.
 *
 * @param waitForReplicas how many replicas have to have a write before it is answered
 * @param waitAtMost how long that is waited for
 */
record RedisOptions(int waitForReplicas, Duration waitAtMost) {

    private static final int MOST_REPLICAS = 100;

    /** The connection is silent meanwhile, which must not be taken for its end: see {@link Heartbeat}. */
    private static final Duration MOST_WAIT = Duration.ofSeconds(1);

    /** Reads them; problems stay with the reader. */
    static RedisOptions read(BackendOptions options) {
        return new RedisOptions(
                options.integer("wait.replicas", 0, MOST_REPLICAS),
                options.duration("wait.timeout", Duration.ofMillis(1), MOST_WAIT));
    }

    /** The wait for replicas, which leaves the other half of a call's time to the write. */
    ReplicaWait replicaWait(Duration requestTimeout) {
        Duration half = requestTimeout.dividedBy(2);
        return new ReplicaWait(waitForReplicas, waitAtMost.compareTo(half) < 0 ? waitAtMost : half);
    }
}
