package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.HostAndPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

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
            throw new OpeningFailures(connection).noAddress();
        }
        try {
            return CqlSession.builder()
                    .withConfigLoader(DriverConfig.loader(connection, options, context, timeout))
                    .withLocalDatacenter(connection.localDatacenter())
                    .addContactPoints(addresses)
                    .build();
        } catch (RuntimeException e) {
            throw new OpeningFailures(connection).translate(e);
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
}
