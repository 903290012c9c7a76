package dev.holdall.redis;

import dev.holdall.redis.internal.RedisBackend;
import dev.holdall.redis.internal.connections.ClientSettings;
import dev.holdall.redis.internal.connections.Connector;
import dev.holdall.redis.internal.connections.OpeningWait;
import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.redis.internal.options.RedisEndpoints;
import dev.holdall.redis.internal.options.RedisOptions;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;
import dev.holdall.spi.SessionBackend;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in Redis 6.2 or later, or in Valkey: one server, a primary with replicas, Sentinel, or a cluster. A
 * configuration selects it with {@code backend = redis}; the {@code reference.conf} of this artifact describes its
 * options.
 *
 * <p>By default, each backend creates its own Lettuce client, and closes it. An application that already has a client
 * passes it in code:
 *
 * <pre>{@code
 * SessionStores.builder("sessions").configured().backend(RedisBackendProvider.using(client, uri)).open();
 * }</pre>
 */
public final class RedisBackendProvider implements BackendProvider {

    private static final String GIVEN = "the given client's servers";

    private final @Nullable Function<OpeningWait, Servers> given;
    private final Opener opener;

    /** Opens a backend over servers that are connected. */
    @FunctionalInterface
    interface Opener {
        SessionBackend open(Servers servers, RedisOptions options, OpeningWait opening, BackendContext context);
    }

    /** Creates the provider for {@link java.util.ServiceLoader}, whose backends make their own clients. */
    public RedisBackendProvider() {
        this(null, RedisBackend::open);
    }

    private RedisBackendProvider(@Nullable Function<OpeningWait, Servers> given, Opener opener) {
        this.given = given;
        this.opener = opener;
    }

    /** Returns a provider that connects as any other, and then opens a backend in another way. */
    static RedisBackendProvider opening(Opener opener) {
        return new RedisBackendProvider(null, opener);
    }

    /**
     * Returns a provider whose backends connect with the application's own client, to one server or to the primary that
     * sentinels name. The configuration's options for connecting (servers, credentials, TLS, replicas, requests in
     * flight) are ignored then; the client's own settings apply instead. The client should refuse commands while it is
     * disconnected ({@code DisconnectedBehavior.REJECT_COMMANDS}), and should send no command again after a reconnect
     * ({@code replayFilter}). Otherwise a write that was answered as failed may be carried out later, or twice.
     *
     * @param client an open client; the store doesn't close it, but closes its own connection
     * @param uri the server or the sentinels to connect to
     * @return a provider to pass to a store's builder
     */
    public static RedisBackendProvider using(RedisClient client, RedisURI uri) {
        Objects.requireNonNull(client, "client");
        Objects.requireNonNull(uri, "uri");
        return new RedisBackendProvider(opening -> new Connector(opening).borrow(client, uri), RedisBackend::open);
    }

    /**
     * Returns a provider whose backends connect with the application's own client to its cluster. The client's settings
     * matter as described for {@link #using(RedisClient, RedisURI)}.
     *
     * @param client an open client; the store doesn't close it, but closes its own connection
     * @return a provider to pass to a store's builder
     */
    public static RedisBackendProvider using(RedisClusterClient client) {
        Objects.requireNonNull(client, "client");
        return new RedisBackendProvider(opening -> new Connector(opening).borrow(client), RedisBackend::open);
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public BackendFactory configure(BackendOptions options) {
        RedisOptions read = RedisOptions.read(options);
        Function<OpeningWait, Servers> servers = given;
        if (servers != null) {
            return context -> open(servers, new OpeningWait(GIVEN, false, context), read, context);
        }
        ConnectionOptions connection = ConnectionOptions.read(options);
        RedisEndpoints endpoints = connection.endpoints();
        return context -> open(
                opening -> new Connector(opening)
                        .connect(
                                connection, Objects.requireNonNull(endpoints), new ClientSettings(connection, context)),
                new OpeningWait(String.valueOf(endpoints), endpoints != null && endpoints.tls(), context),
                read,
                context);
    }

    private SessionBackend open(
            Function<OpeningWait, Servers> connecting,
            OpeningWait opening,
            RedisOptions options,
            BackendContext context) {
        Servers servers = connecting.apply(opening);
        try {
            return opener.open(servers, options, opening, context);
        } catch (RuntimeException | Error e) {
            servers.close();
            throw e;
        }
    }
}
