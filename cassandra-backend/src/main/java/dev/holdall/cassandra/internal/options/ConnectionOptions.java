package dev.holdall.cassandra.internal.options;

import com.typesafe.config.Config;
import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import dev.holdall.spi.TlsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of connecting to a cluster.
 *
 * @param contactPoints the nodes that are asked first, for all the nodes of the cluster
 * @param localDatacenter the data centre whose nodes requests go to
 * @param credentials the user name and the password; null if none are set
 * @param tls whether and how connections are encrypted
 * @param driver further options of the driver, passed on to it as they are
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
