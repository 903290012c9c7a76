package dev.holdall.http.internal.settings;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.TlsOptions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options of the block {@code holdall.http}. The comments in the {@code reference.conf} describe each of them.
 *
 * @param basePath without a slash at its end
 * @param stores the stores that are served; empty for all
 */
public record ServerSettings(
        Mode mode,
        String host,
        int port,
        String basePath,
        List<String> stores,
        Limits limits,
        boolean accessLog,
        TlsOptions tls,
        ClientCertificates clientCertificates,
        List<ClientSettings> clients) {

    /** The name of the block. */
    public static final String BLOCK = "http";

    private static final Pattern BASE_PATH = Pattern.compile("(/[A-Za-z0-9._~-]+)+/?");
    private static final Set<String> OWN_PATHS = Set.of("/healthz", "/readyz", "/metrics", "/openapi");

    /** Reads the block, and reports its problems. */
    public static ServerSettings read(BackendOptions options) {
        Map<String, BackendOptions> clients = options.blocksLike("clients", "client");
        ServerSettings settings = new ServerSettings(
                options.choice("mode", Mode.class),
                options.requiredText("host"),
                options.integer("port", 0, 65_535),
                basePath(options),
                List.copyOf(options.texts("stores")),
                Limits.read(options),
                options.flag("access-log"),
                TlsOptions.read(options),
                options.choice("tls.client-certificates", ClientCertificates.class),
                clients.entrySet().stream()
                        .map(client -> ClientSettings.read(client.getKey(), client.getValue()))
                        .toList());
        settings.reportContradictions(options);
        return settings;
    }

    private static String basePath(BackendOptions options) {
        String path = options.requiredText("base-path");
        if (!BASE_PATH.matcher(path).matches()
                || Pattern.compile("/\\.{1,2}(/|$)").matcher(path).find()) {
            options.problem(
                    "base-path",
                    "must be a path such as /v1, of letters, digits, dots, hyphens, underscores" + " and tildes");
        }
        String base = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (OWN_PATHS.contains(base)) {
            options.problem(
                    "base-path",
                    "must be another one: the server itself has "
                            + OWN_PATHS.stream().sorted().toList());
        }
        return base;
    }

    private void reportContradictions(BackendOptions options) {
        if (tls.enabled() && tls.keyStore() == null) {
            options.problem("tls.key-store", "is missing; TLS needs the server's certificate and key");
        }
        if (!tls.enabled() && clientCertificates != ClientCertificates.NONE) {
            options.problem("tls.client-certificates", "needs tls.enabled = true");
        }
        if (clientCertificates != ClientCertificates.NONE && tls.trustStore() == null) {
            options.problem(
                    "tls.trust-store",
                    "is missing; it has to have the authority that issues the clients' certificates, and no other");
        }
        boolean asks = clientCertificates != ClientCertificates.NONE;
        if (!asks && clients.stream().anyMatch(client -> client.certificate() != null)) {
            options.problem(
                    "clients", "has a client with a certificate; set tls.client-certificates to wanted or needed");
        }
        if (mode == Mode.KASK && stores.size() > 1) {
            options.problem("stores", "must have one store at most: the mode kask serves one");
        }
    }
}
