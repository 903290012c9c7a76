package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import dev.holdall.Outcome;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.HostAndPort;
import dev.holdall.spi.TlsOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Opens sessions of the driver, each with the contact points looked up again. */
public final class Connector {

    private final ConnectionOptions connection;
    private final CassandraOptions options;
    private final BackendContext context;
    private final Duration timeout;

    /** Makes a connector that gives each session as much time as opening the backend has now. */
    public Connector(ConnectionOptions connection, CassandraOptions options, BackendContext context) {
        this.connection = connection;
        this.options = options;
        this.context = context;
        this.timeout = Requests.timeout(context.openDeadline());
    }

    /** Returns how long opening a session may take. */
    public Duration timeout() {
        return timeout;
    }

    /** Opens a session. Blocks for as long as the driver's own timeouts allow, for each contact point. */
    public CqlSession connect() {
        List<InetSocketAddress> addresses =
                connection.contactPoints().stream().flatMap(Connector::resolve).toList();
        if (addresses.isEmpty()) {
            // Without a contact point, the driver would try 127.0.0.1:9042.
            throw failure(
                    Kind.UNAVAILABLE, "no contact point has an address: tried " + connection.contactPoints(), null);
        }
        try {
            return CqlSession.builder()
                    .withConfigLoader(DriverConfig.loader(connection, options, context, timeout))
                    .withLocalDatacenter(connection.localDatacenter())
                    .addContactPoints(addresses)
                    .build();
        } catch (AllNodesFailedException e) {
            throw unreachable(e, connection);
        } catch (RuntimeException e) {
            throw failure(Kind.FAILED, "the driver could not be started with these options", e);
        }
    }

    /** Resolves the host of a contact point to its addresses. Returns none if the host name is unknown. */
    static Stream<InetSocketAddress> resolve(HostAndPort contactPoint) {
        try {
            return Stream.of(InetAddress.getAllByName(contactPoint.host()))
                    .map(address -> new InetSocketAddress(address, contactPoint.port()));
        } catch (UnknownHostException e) {
            return Stream.empty(); // Other contact points may resolve; connect() fails if none does.
        }
    }

    private static BackendException unreachable(AllNodesFailedException e, ConnectionOptions connection) {
        boolean refused = nodeFailures(e)
                .flatMap(failure -> Stream.iterate(failure, Objects::nonNull, Throwable::getCause))
                .anyMatch(AuthenticationException.class::isInstance);
        if (refused) {
            return failure(
                    Kind.FAILED, "the cluster did not accept the credentials, or requires some and none are set", null);
        }
        String tried = ": tried the contact points " + connection.contactPoints();
        return nodeFailures(e).anyMatch(TlsOptions::isTlsFailure)
                ? failure(Kind.UNAVAILABLE, "no node could be reached over TLS" + tried + TlsOptions.advice(), e)
                : failure(Kind.UNAVAILABLE, "no node could be reached" + tried, e);
    }

    private static Stream<Throwable> nodeFailures(AllNodesFailedException e) {
        return e.getAllErrors().values().stream().flatMap(List::stream);
    }

    private static BackendException failure(Kind kind, String message, @Nullable Throwable cause) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, cause);
    }
}
