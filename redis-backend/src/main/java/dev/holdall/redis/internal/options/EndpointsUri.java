package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Parses the option {@code uri}: {@code scheme://user:password@host:port,host:port/database#master}. */
final class EndpointsUri {

    private static final String OPTION = "uri";

    /**
     * The groups are the scheme, user and password, hosts, database, and the name of the primary. No message shows any
     * of them, since a URI may contain a password. The password may be an access token of thousands of characters: the
     * quantifiers of its group are possessive, because any other kind would need stack for each of its characters.
     */
    private static final Pattern FORM = Pattern.compile(
            "([a-z-]+)://(?:((?:[^@/#%]++|%[0-9A-Fa-f]{2})*+)@)?([^@/#?]+)(?:/(\\d{0,7}))?(?:#([^#?]+))?");

    private EndpointsUri() {}

    /** Returns null if the URI has problems, and reports them to {@code options}. */
    static @Nullable RedisEndpoints parse(String uri, BackendOptions options) {
        Matcher form = FORM.matcher(uri);
        Topology topology = form.matches() ? Topology.ofScheme(form.group(1)).orElse(null) : null;
        if (topology == null) {
            options.problem(
                    OPTION,
                    "has to be redis://host:port, redis-sentinel://host:port,host:port#master-name or"
                            + " redis-cluster://host:port,host:port, or the same with rediss for TLS; user:password@"
                            + " may stand before the hosts, with special characters as %XX, and /database after them");
            return null;
        }
        Optional<List<HostAndPort>> nodes = HostAndPort.parseAll(form.group(3), topology.defaultPort());
        if (nodes.isEmpty()) {
            options.problem(
                    OPTION, "has a host that is not a valid name or address, or a port that is not from 1 to 65535");
            return null;
        }
        return new RedisEndpoints(
                topology,
                nodes.get(),
                form.group(5),
                credentials(form.group(2)),
                database(form.group(4)),
                topology.isTls(form.group(1)));
    }

    private static @Nullable Credentials credentials(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        int colon = text.indexOf(':');
        String username = colon > 0 ? decode(text.substring(0, colon)) : null;
        return new Credentials(username, decode(text.substring(colon + 1)));
    }

    private static int database(@Nullable String text) {
        return text == null || text.isEmpty() ? 0 : Integer.parseInt(text);
    }

    /** Decodes {@code %XX}. A plus sign stays as it is, though {@link URLDecoder} would make it a space. */
    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
