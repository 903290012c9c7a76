package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.cassandra.internal.CassandraBackend;
import dev.holdall.cassandra.internal.connections.Connector;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Keeps entries in Apache Cassandra 4.1 or later, where every data centre reads and writes them locally. Known to
 * configurations as {@code backend = cassandra}; its options are described in the {@code reference.conf} of this
 * artifact.
 *
 * <p>A backend opens a session of the driver for itself, and closes it. An application that has one gives it by code:
 *
 * <pre>{@code
 * SessionStores.builder("sessions").configured().backend(CassandraBackendProvider.using(session)).open();
 * }</pre>
 */
public final class CassandraBackendProvider implements BackendProvider {

    private final @Nullable CqlSession session;

    /** For {@link java.util.ServiceLoader}. */
    public CassandraBackendProvider() {
        this(null);
    }

    private CassandraBackendProvider(@Nullable CqlSession session) {
        this.session = session;
    }

    /**
     * A provider whose backends use the application's own session. The options of connecting (contact points, local
     * data centre, credentials, TLS, the driver's block) don't count then; consistency levels and timeouts are set on
     * each request. Two of the driver's options should be off in it, for with them the driver logs keys:
     * {@code advanced.request.log-warnings}, and {@code show-values} of a request logger.
     *
     * @param session open, with its local data centre; not closed by the store
     * @return a provider, to be given to a store's builder
     */
    public static CassandraBackendProvider using(CqlSession session) {
        return new CassandraBackendProvider(Objects.requireNonNull(session, "session"));
    }

    @Override
    public String name() {
        return "cassandra";
    }

    @Override
    public BackendFactory configure(BackendOptions options) {
        CassandraOptions read = CassandraOptions.read(options);
        CqlSession given = session;
        if (given != null) {
            return context -> CassandraBackend.over(given, read, context);
        }
        ConnectionOptions connection = ConnectionOptions.read(options);
        return context -> CassandraBackend.owning(Connector.connect(connection, read, context), read, context);
    }
}
