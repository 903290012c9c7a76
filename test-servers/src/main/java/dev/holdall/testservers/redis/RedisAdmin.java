package dev.holdall.testservers.redis;

import dev.holdall.testservers.processes.ServerCertificate;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.resource.ClientResources;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a server as a user who may do everything. It is opened at the first use, and again after it was lost.
 */
public final class RedisAdmin {

    /** A user that all servers have, for tests and for the servers' own connections to each other. */
    static final String USER = "test-servers";

    static final String PASSWORD = "test-servers";

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    private static final RedisCodec<String, byte[]> CODEC = RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE);

    /** The resources of all clients of this module. Their threads are daemons, so the JVM can exit. */
    public static final ClientResources RESOURCES = ClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .threadFactoryProvider(pool -> new DefaultThreadFactory("test-servers-" + pool, true))
            .build();

    private final RedisClient client;
    private @Nullable StatefulRedisConnection<String, byte[]> connection;

    private RedisAdmin(RedisClient client) {
        this.client = client;
    }

    static RedisAdmin of(InetSocketAddress server, @Nullable ServerCertificate certificate) {
        RedisURI uri = RedisURI.builder()
                .withHost(Hosts.host(server))
                .withPort(server.getPort())
                .withSsl(certificate != null)
                .withAuthentication(USER, PASSWORD)
                .withTimeout(TIMEOUT)
                .build();
        RedisClient client = RedisClient.create(RESOURCES, uri);
        client.setOptions(options(certificate));
        return new RedisAdmin(client);
    }

    private static ClientOptions options(@Nullable ServerCertificate certificate) {
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .timeoutOptions(TimeoutOptions.enabled())
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_TIMEOUT).build());
        if (certificate != null) {
            options.sslOptions(SslOptions.builder()
                    .truststore(certificate.trustStore().toFile(), certificate.password())
                    .build());
        }
        return options.build();
    }

    RedisCommands<String, byte[]> commands() {
        StatefulRedisConnection<String, byte[]> current = connection;
        if (current == null || !current.isOpen()) {
            current = client.connect(CODEC);
            connection = current;
        }
        return current.sync();
    }

    /**
     * Closes the connection, if there is one. The client needs no shutdown, since it shares its resources with all
     * others.
     */
    void disconnect() {
        StatefulRedisConnection<String, byte[]> current = connection;
        connection = null;
        if (current != null) {
            current.close();
        }
    }
}
