package dev.holdall.redis.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.redis.internal.register.Arguments;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lets clients tell when their connections are open. */
class LettuceClientIT {

    private final AtomicInteger connected = new AtomicInteger();

    @Test
    void applicationsClient_tellsOfConnectionsForEntries_untilTheStoreIsClosed() {
        try (RedisServer server = RedisServer.start();
                RedisClient client = RedisClient.create(RedisURI.create(server.uri()))) {
            LettuceClient borrowed = LettuceClient.borrowed(client);
            borrowed.onConnect(connected::incrementAndGet);
            client.connect().sync().ping();
            assertThat(connected).hasValue(0);
            client.connect(Arguments.CODEC).sync().ping();
            await().until(() -> connected.get() == 1);

            borrowed.close(List.of());
            client.connect(Arguments.CODEC).sync().ping();
            assertThat(connected).hasValue(1);
        }
    }

    @Test
    @Tag("deep")
    void clustersClient_doesntTell_thatItReadsTheTopology() {
        try (RedisCluster cluster = RedisCluster.builder().replicas(0).start();
                RedisClusterClient client = RedisClusterClient.create(
                        RedisURI.create(cluster.primaries().get(0).uri()))) {
            LettuceClient borrowed = LettuceClient.borrowed(client);
            borrowed.onConnect(connected::incrementAndGet);
            client.connect(Arguments.CODEC).sync().ping();
            await().until(() -> connected.get() > 0);

            int before = connected.get();
            client.refreshPartitions();
            client.refreshPartitions();
            assertThat(connected).hasValue(before);
        }
    }
}
