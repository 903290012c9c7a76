package dev.holdall.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.testservers.processes.ServerCertificate;
import dev.holdall.testservers.redis.RedisAdmin;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisServer;
import dev.holdall.testservers.redis.RedisVersion;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisClusterIT {

    private static final byte[] VALUE = {1};

    private final RedisCluster redis =
            RedisCluster.builder().nodeTimeout(Duration.ofSeconds(2)).start();

    @AfterAll
    void close() {
        redis.close();
    }

    @Test
    void uris_leadClientsToAllPrimaries() {
        RedisClusterClient client = RedisClusterClient.create(
                RedisAdmin.RESOURCES,
                redis.uris().stream().map(RedisURI::create).toList());
        try {
            writeMany(client);
        } finally {
            client.shutdown(Duration.ZERO, Duration.ZERO);
        }
        assertThat(redis.primaries())
                .hasSize(3)
                .allSatisfy(primary -> assertThat(primary.admin().dbsize()).isPositive());
        assertThat(redis.replicas()).hasSize(3).doesNotContainAnyElementsOf(redis.primaries());
        assertThat(redis.addresses()).hasSize(6);
    }

    @Test
    void killedPrimary_isReplaced_andComesBackAsAReplica() {
        RedisServer old = redis.primaryOf("killed");
        RedisServer replica = redis.replicasOf("killed").get(0);
        old.admin().set("killed", VALUE);
        redis.awaitReady();

        old.kill();
        assertThat(redis.awaitFailover(old)).isSameAs(replica);
        assertThat(redis.primaryOf("killed")).isSameAs(replica);
        assertThat(replica.admin().get("killed")).isEqualTo(VALUE);

        old.restart();
        redis.awaitReady();
        assertThat(redis.replicasOf("killed")).containsExactly(old);
        assertThat(old.info()).containsEntry("role", "slave");
    }

    @Test
    void pausedPrimary_isReplaced_andComesBackAsAReplica() {
        RedisServer old = redis.primaryOf("paused");

        old.pause();
        RedisServer next = redis.awaitFailover(old);
        next.admin().set("paused", VALUE);

        old.resume();
        redis.awaitReady();
        assertThat(old.info()).containsEntry("role", "slave");
    }

    @Test
    void tlsAndUsers_holdAmongNodesToo() {
        try (RedisCluster secured = RedisCluster.builder()
                .version(RedisVersion.V6_2)
                .tls(true)
                .password("secret")
                .aclUser("client", "other secret", "~* +@all")
                .start()) {
            RedisURI uri = RedisURI.create(secured.uris().get(0));
            uri.setCredentialsProvider(new StaticCredentialsProvider("client", "other secret".toCharArray()));
            RedisClusterClient client = RedisClusterClient.create(RedisAdmin.RESOURCES, uri);
            client.setOptions(ClusterClientOptions.builder(overTls(secured)).build());
            try {
                writeMany(client);
            } finally {
                client.shutdown(Duration.ZERO, Duration.ZERO);
            }
            secured.awaitReady();
            assertThat(secured.replicas())
                    .hasSize(3)
                    .allSatisfy(replica -> assertThat(replica.admin().dbsize()).isPositive());
        }
    }

    private static ClientOptions overTls(RedisCluster redis) {
        ServerCertificate certificate = redis.nodes().get(0).certificate();
        return ClientOptions.builder()
                .sslOptions(SslOptions.builder()
                        .trustManager(certificate.certificatePem().toFile())
                        .build())
                .build();
    }

    private static void writeMany(RedisClusterClient client) {
        try (StatefulRedisClusterConnection<String, String> connection = client.connect()) {
            IntStream.range(0, 100).forEach(i -> connection.sync().set("key" + i, "value"));
        }
    }
}
