package dev.holdall.redis;

import dev.holdall.spi.BackendOptions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a server is.
 *
 * @param host a name or an address
 * @param port its port
 */
record Endpoint(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /** A name, an IPv4 address, or an IPv6 address in brackets; then a port or none. */
    private static final Pattern FORM =
            Pattern.compile("(?:\\[([0-9A-Fa-f.:]+(?:%[A-Za-z0-9_.-]+)?)]|([A-Za-z0-9_.-]+))(?::(\\d{1,5}))?");

    /** Those of an option; problems stay with the reader. */
    static List<Endpoint> readAll(BackendOptions options, String option, int defaultPort) {
        return options.texts(option).stream()
                .flatMap(text -> {
                    Optional<Endpoint> endpoint = parse(text, defaultPort);
                    if (endpoint.isEmpty()) {
                        options.problem(
                                option,
                                "has to be a list of host or host:port, with IPv6 addresses in brackets, and ports from 1"
                                        + " to 65535");
                    }
                    return endpoint.stream();
                })
                .toList();
    }

    /** Those of a list with commas; empty if any of them is none. */
    static Optional<List<Endpoint>> parseAll(String texts, int defaultPort) {
        List<Optional<Endpoint>> endpoints = Stream.of(texts.split(",", -1))
                .map(text -> parse(text, defaultPort))
                .toList();
        return endpoints.stream().allMatch(Optional::isPresent)
                ? Optional.of(endpoints.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private static Optional<Endpoint> parse(String text, int defaultPort) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group(3) == null ? defaultPort : Integer.parseInt(form.group(3));
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        return port >= 1 && port <= MAX_PORT ? Optional.of(new Endpoint(host, port)) : Optional.empty();
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
