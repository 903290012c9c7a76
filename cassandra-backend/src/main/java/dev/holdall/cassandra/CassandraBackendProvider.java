package dev.holdall.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.cassandra.internal.CassandraBackend;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.BackendProvider;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The Cassandra backend. It keeps entries in a table of Apache Cassandra 4.1 or later, which every data centre reads
 * and writes locally. A configuration selects this backend with {@code backend = cassandra}; its options are described
 * in the {@code reference.conf} of this artifact.
 *
 * <p>By default, a backend opens its own session of the driver, and closes it. An application that has a session
 * already passes it to the backend in code:
 *
 * <pre>{@code
 * SessionStores.builder("sessions").configured().backend(CassandraBackendProvider.using(session)).open();
 * }</pre>
 */
public final class CassandraBackendProvider implements BackendProvider {

    private final @Nullable CqlSession session;

    /** Called by {@link java.util.ServiceLoader}. */
    public CassandraBackendProvider() {
        this(null);
    }

    private CassandraBackendProvider(@Nullable CqlSession session) {
        this.session = session;
    }

    /**
     * Returns a provider whose backends use the application's own session. The options of connecting (contact points,
     * local data centre, credentials, TLS, the driver's block) are ignored then; consistency levels and timeouts are
     * set on each request. Two options of the driver should be off in that session, because with them the driver logs
     * keys: {@code advanced.request.log-warnings}, and {@code show-values} of a request logger.
     *
     * @param session an open session with a local data centre; the store does not close it
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
        CassandraOptions parsed = CassandraOptions.read(options);
        CqlSession given = session;
        if (given != null) {
            return context -> CassandraBackend.over(given, parsed, context);
        }
        ConnectionOptions connection = ConnectionOptions.read(options);
        return context -> CassandraBackend.owning(connection, parsed, context);
    }
}
