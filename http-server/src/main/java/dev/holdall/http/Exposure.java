package dev.holdall.http;

import dev.holdall.http.internal.settings.ServerSettings;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log who can reach a server, and warns if that is everybody. */
final class Exposure {

    private static final Logger LOG = LoggerFactory.getLogger("dev.holdall.http");

    private Exposure() {}

    /**
     * Warns if other machines can reach the server, and are asked for nothing, or for tokens that everybody can read.
     */
    static void report(ServerSettings settings) {
        if (isLoopback(settings.host())) {
            return;
        }
        if (settings.clients().isEmpty()) {
            LOG.warn(
                    "ANYBODY who reaches {}:{} can read, write and revoke every session: neither tokens nor client"
                            + " certificates are configured (holdall.http.clients), and the address is not a loopback"
                            + " one (holdall.http.host)",
                    settings.host(),
                    settings.port());
        } else if (!settings.tls().enabled()) {
            LOG.warn(
                    "tokens and sessions cross the network unencrypted to {}:{}: set holdall.http.tls, unless something"
                            + " else encrypts them on the way",
                    settings.host(),
                    settings.port());
        }
    }

    static void reportAddress(URI uri, Set<String> stores) {
        LOG.info("listening on {}, with the stores {}", uri, stores);
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
