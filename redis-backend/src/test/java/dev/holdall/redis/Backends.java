package dev.holdall.redis;

import com.typesafe.config.ConfigFactory;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendFactory;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.stream.Collectors;

/** Opens backends as a configuration does. */
public final class Backends {

    private Backends() {}

    public static BackendFactory factory(String options) {
        return SessionStores.backend(new RedisBackendProvider(), ConfigFactory.parseString(options));
    }

    /** Formats addresses as the list in an option. */
    public static String list(Collection<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(address -> "\"" + address.getHostString() + ":" + address.getPort() + "\"")
                .collect(Collectors.joining(", ", "[", "]"));
    }
}
