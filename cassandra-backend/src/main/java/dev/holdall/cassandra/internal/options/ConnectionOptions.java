package dev.holdall.cassandra.internal.options;

import com.typesafe.config.Config;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import dev.holdall.spi.TlsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a cluster is reached.
 *
 * @param contactPoints where it is asked for its nodes
 * @param localDatacenter whose nodes requests go to
 * @param credentials null for none
 * @param tls how connections are encrypted, if they are
 * @param driver what the driver's configuration has beside that
 */
public record ConnectionOptions(
        List<HostAndPort> contactPoints,
        String localDatacenter,
        @Nullable Credentials credentials,
        TlsOptions tls,
        Config driver) {

    private static final int DEFAULT_PORT = 9042;

    public static ConnectionOptions read(BackendOptions options) {
        return new ConnectionOptions(
                contactPoints(options),
                options.requiredText("local-datacenter"),
                credentials(options),
                TlsOptions.read(options),
                options.block("driver"));
    }

    private static List<HostAndPort> contactPoints(BackendOptions options) {
        if (options.texts("contact-points").isEmpty()) {
            options.problem(
                    "contact-points", "is required: name some nodes of the local data centre, as host or host:port");
        }
        return HostAndPort.readAll(options, "contact-points", DEFAULT_PORT);
    }

    private static @Nullable Credentials credentials(BackendOptions options) {
        Credentials credentials = Credentials.read(options, "");
        if (credentials != null && credentials.username() == null) {
            options.problem("username", "is missing; password is set");
        }
        return credentials;
    }
}
