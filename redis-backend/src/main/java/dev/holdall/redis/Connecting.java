package dev.holdall.redis;

import io.lettuce.core.ReadFrom;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Connects to servers. Blocks, until the time is over that opening may take. */
final class Connecting {

    private final Opening opening;

    Connecting(Opening opening) {
        this.opening = opening;
    }

    /** With a client of the application's, which stays open. */
    Servers borrow(RedisClient client, RedisURI uri) {
        return closedOnFailure(Client.borrowed(client), borrowed -> primary(borrowed, client, uri, List.of()));
    }

    /** With a client of the application's for its cluster, which stays open. */
    Servers borrow(RedisClusterClient client) {
        return closedOnFailure(Client.borrowed(client), borrowed -> cluster(borrowed, client, false));
    }

    /** With a client of our own, which ends with the servers. */
    Servers connect(ConnectionOptions options, Place place, ClientSettings settings) {
        Uris uris = new Uris(options, place, settings.connectTimeout());
        return place.topology() == Topology.CLUSTER
                ? connectToCluster(uris, options.nearest(), settings)
                : connectToPrimary(uris, settings);
    }

    private Servers connectToCluster(Uris uris, boolean nearest, ClientSettings settings) {
        RedisClusterClient client = RedisClusterClient.create(settings.resources(), uris.seeds());
        client.setOptions(settings.cluster());
        return closedOnFailure(Client.owned(client, settings.threads()), owned -> cluster(owned, client, nearest));
    }

    private Servers connectToPrimary(Uris uris, ClientSettings settings) {
        RedisClient client = RedisClient.create(settings.resources());
        client.setOptions(settings.standalone());
        List<Replica> replicas = uris.replicas().stream()
                .map(uri -> new Replica(client, uri, settings.store()))
                .toList();
        return closedOnFailure(
                Client.owned(client, settings.threads()), owned -> primary(owned, client, uris.primary(), replicas));
    }

    private static Servers closedOnFailure(Client client, Function<Client, Servers> connect) {
        try {
            return connect.apply(client);
        } catch (RuntimeException | Error e) {
            client.close(List.of());
            throw e;
        }
    }

    /** Over connections of a client to a primary, and to replicas, which may be away for now. */
    private Servers primary(Client owner, RedisClient client, RedisURI primary, List<Replica> replicas) {
        replicas.forEach(Replica::connect);
        var connection = await(client.connectAsync(Commands.CODEC, primary));
        replicas.forEach(replica -> opening.await(replica.firstAttempt()));
        return new PrimaryAndReplicas(owner, connection, replicas);
    }

    /** Over connections of a client to a cluster. */
    private Servers cluster(Client owner, RedisClusterClient client, boolean nearest) {
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
        StatefulRedisClusterConnection<String, byte[]> connection = await(client.connectAsync(Commands.CODEC));
        connection.setReadFrom(readFrom);
        return connection;
    }

    /** A connection that comes too late is closed: an application's client would keep it. */
    private <C extends StatefulConnection<?, ?>> C await(CompletionStage<C> connection) {
        try {
            return opening.await(connection);
        } catch (RuntimeException e) {
            CompletionStage<Void> unused = connection.thenCompose(StatefulConnection::closeAsync);
            throw e;
        }
    }
}
