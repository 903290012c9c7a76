package dev.holdall.redis.internal.options;

import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The servers to connect to. The option {@code uri} names them in one line, or several options do so together.
 *
 * @param nodes the server, the sentinels, or some nodes of the cluster
 * @param masterName the sentinels' name for the primary; null without sentinels
 * @param credentials the credentials for the servers; null for none
 * @param tls whether connections are encrypted
 */
public record RedisEndpoints(
        Topology topology,
        List<HostAndPort> nodes,
        @Nullable String masterName,
        @Nullable Credentials credentials,
        int database,
        boolean tls) {

    /** Shows only the nodes, for messages. */
    @Override
    public String toString() {
        return nodes.toString();
    }
}
