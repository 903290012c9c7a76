package dev.holdall.benchmarks.redis;

import dev.holdall.SessionStore;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;

/**
 * Two data centres, each with a server, and a distance between them that only the stores' replication crosses.
 *
 * @param here the server of the data centre whose stores are measured
 * @param there the server of the other data centre
 */
record DataCentres(RedisServer here, RedisServer there) implements AutoCloseable {

    /** How long a message takes from one data centre to the other. */
    static final Duration ONE_WAY = Duration.ofMillis(20);

    private static final String OTHER = "there";

    /** Starts a second data centre. */
    static DataCentres of(RedisServer here) {
        RedisServer there = RedisServer.builder().proxied(true).start();
        there.link().delay(ONE_WAY);
        return new DataCentres(here, there);
    }

    /** Opens a store that writes to both data centres. */
    SessionStore open(String namespace, String options) {
        return Stores.open(
                namespace,
                "uri = \"%s\", data-centres { local = here, others.%s.uri = \"%s\", %s }"
                        .formatted(here.uri(), OTHER, there.uri(), options));
    }

    /** Returns the marks of a store that {@link #open} has opened with this namespace. */
    Marks marks(String namespace) {
        return new Marks(here, namespace + ":\u0001to:" + OTHER);
    }

    @Override
    public void close() {
        there.close();
    }
}
