package dev.holdall.redis.internal.connections;

import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.redis.internal.options.RedisEndpoints;
import dev.holdall.redis.internal.options.Topology;
import dev.holdall.redis.internal.register.Arguments;
import dev.holdall.redis.internal.requests.Servers;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Connects to servers. Blocks until the connections are open, but not beyond the deadline of opening. */
public final class Connector {

    private final OpeningWait opening;

    public Connector(OpeningWait opening) {
        this.opening = opening;
    }

    /** Connects with the application's client, which stays open. */
    public Servers borrow(RedisClient client, RedisURI uri) {
        return closedOnFailure(LettuceClient.borrowed(client), borrowed -> primary(borrowed, client, uri, List.of()));
    }

    /** Connects with the application's client for its cluster, which stays open. */
    public Servers borrow(RedisClusterClient client) {
        return closedOnFailure(LettuceClient.borrowed(client), borrowed -> cluster(borrowed, client, false));
    }

    /** Connects with a new client, which is closed when the servers are closed. */
    public Servers connect(ConnectionOptions options, RedisEndpoints endpoints, ClientSettings settings) {
        LettuceUris uris = new LettuceUris(options, endpoints, settings.connectTimeout());
        return endpoints.topology() == Topology.CLUSTER
                ? connectToCluster(uris, options.nearest(), settings)
                : connectToPrimary(uris, settings);
    }

    private Servers connectToCluster(LettuceUris uris, boolean nearest, ClientSettings settings) {
        ClusterClientOptions options = settings.cluster();
        OwnResources resources = settings.resources();
        RedisClusterClient client = resources.make(made -> RedisClusterClient.create(made, uris.seeds()));
        client.setOptions(options);
        return closedOnFailure(LettuceClient.owned(client, resources), owned -> cluster(owned, client, nearest));
    }

    private Servers connectToPrimary(LettuceUris uris, ClientSettings settings) {
        ClientOptions options = settings.standalone();
        OwnResources resources = settings.resources();
        RedisClient client = resources.make(RedisClient::create);
        client.setOptions(options);
        List<Replica> replicas = uris.replicas().stream()
                .map(uri -> new Replica(client, uri, settings.store()))
                .toList();
        return closedOnFailure(
                LettuceClient.owned(client, resources), owned -> primary(owned, client, uris.primary(), replicas));
    }

    private static Servers closedOnFailure(LettuceClient client, Function<LettuceClient, Servers> connect) {
        try {
            return connect.apply(client);
        } catch (RuntimeException | Error e) {
            client.abandon();
            throw e;
        }
    }

    /** Connects a client to a primary and to replicas. Replicas that can't be reached now are connected later. */
    private Servers primary(LettuceClient owner, RedisClient client, RedisURI primary, List<Replica> replicas) {
        replicas.forEach(Replica::connect);
        try {
            var connection = await(client.connectAsync(Arguments.CODEC, primary));
            replicas.forEach(replica -> opening.await(replica.firstAttempt()));
            return new PrimaryAndReplicas(owner, connection, replicas);
        } catch (RuntimeException | Error e) {
            // The threads are other stores' too, so they would go on connecting to the replicas.
            replicas.forEach(Replica::close);
            throw e;
        }
    }

    /** Connects a client to a cluster. */
    private Servers cluster(LettuceClient owner, RedisClusterClient client, boolean nearest) {
        opening.await(client.refreshPartitionsAsync());
        StatefulRedisClusterConnection<String, byte[]> primaries = connection(client, ReadFrom.UPSTREAM);
        return new Cluster(
                owner,
                client,
                primaries,
                nearest ? connection(client, ReadFrom.LOWEST_LATENCY) : null,
                opening.context());
    }

    private StatefulRedisClusterConnection<String, byte[]> connection(RedisClusterClient client, ReadFrom readFrom) {
        StatefulRedisClusterConnection<String, byte[]> connection = await(client.connectAsync(Arguments.CODEC));
        connection.setReadFrom(readFrom);
        return connection;
    }

    /** Waits for a connection. One that is opened too late is closed, since an application's client would keep it. */
    private <C extends StatefulConnection<?, ?>> C await(CompletionStage<C> connection) {
        try {
            return opening.await(connection);
        } catch (RuntimeException e) {
            CompletionStage<Void> unused = connection.thenCompose(StatefulConnection::closeAsync);
            throw e;
        }
    }
}
