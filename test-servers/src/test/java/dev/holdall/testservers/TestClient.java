package dev.holdall.testservers;

import dev.holdall.testservers.processes.ServerCertificate;
import dev.holdall.testservers.redis.RedisAdmin;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SslOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;

/**
 * A client that connects as an application would, through the proxy if there is one, and with a timeout of one second.
 */
public final class TestClient implements AutoCloseable {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private final StatefulRedisConnection<String, String> connection;

    private TestClient(RedisURI uri, ClientOptions options) {
        uri.setTimeout(TIMEOUT);
        RedisClient client = RedisClient.create(RedisAdmin.RESOURCES, uri);
        client.setOptions(options);
        connection = client.connect();
    }

    public static TestClient of(String uri) {
        return new TestClient(RedisURI.create(uri), ClientOptions.create());
    }

    public static TestClient overTls(String uri, ServerCertificate certificate, String user, String password) {
        RedisURI withUser = RedisURI.create(uri);
        withUser.setCredentialsProvider(new StaticCredentialsProvider(user, password.toCharArray()));
        SslOptions ssl = SslOptions.builder()
                .trustManager(certificate.certificatePem().toFile())
                .build();
        return new TestClient(
                withUser,
                ClientOptions.builder().autoReconnect(false).sslOptions(ssl).build());
    }

    public RedisCommands<String, String> commands() {
        return connection.sync();
    }

    @Override
    public void close() {
        connection.close();
    }
}
