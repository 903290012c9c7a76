package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import dev.holdall.Outcome;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Opens a session of the driver. */
final class Connecting {

    private Connecting() {}

    /** Blocks; by the driver's own timeouts, for each contact point. */
    static CqlSession connect(ConnectionOptions connection, CassandraOptions options, BackendContext context) {
        List<InetSocketAddress> addresses = connection.contactPoints().stream()
                .flatMap(ContactPoint::resolve)
                .toList();
        if (addresses.isEmpty()) {
            // The driver would try this host instead.
            throw failure(
                    Kind.UNAVAILABLE, "no contact point has an address: tried " + connection.contactPoints(), null);
        }
        try {
            return CqlSession.builder()
                    .withConfigLoader(DriverConfig.loader(connection, options, context))
                    .withLocalDatacenter(connection.localDatacenter())
                    .addContactPoints(addresses)
                    .build();
        } catch (AllNodesFailedException e) {
            throw unreachable(e, connection);
        } catch (RuntimeException e) {
            throw failure(Kind.FAILED, "the driver could not be started with these options", e);
        }
    }

    private static BackendException unreachable(AllNodesFailedException e, ConnectionOptions connection) {
        boolean refused = e.getAllErrors().values().stream()
                .flatMap(List::stream)
                .anyMatch(AuthenticationException.class::isInstance);
        return refused
                ? failure(Kind.FAILED, "the cluster did not accept the credentials, or needs some", null)
                : failure(
                        Kind.UNAVAILABLE,
                        "no node could be reached: tried the contact points " + connection.contactPoints(),
                        e);
    }

    private static BackendException failure(Kind kind, String message, @Nullable Throwable cause) {
        return new BackendException(kind, Outcome.NOT_APPLIED, message, cause);
    }
}
