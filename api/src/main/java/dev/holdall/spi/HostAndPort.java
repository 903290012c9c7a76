package dev.holdall.spi;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where a server is, as backends' options have it: {@code host} or {@code host:port}, an IPv6 address in brackets.
 *
 * @param host a name or an address, without brackets; not resolved
 * @param port from 1 to 65535
 */
public record HostAndPort(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /** A name, an IPv4 address, or an IPv6 address in brackets; then a port or none. */
    private static final Pattern FORM = Pattern.compile(
            "(?:\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)]|([A-Za-z0-9_.-]+))(?::(\\d{1,5}))?");

    /**
     * A place.
     *
     * @param host a name or an address, without brackets
     * @param port from 1 to 65535
     * @throws IllegalArgumentException if there is no such port
     */
    public HostAndPort {
        if (!isPort(port)) {
            throw new IllegalArgumentException("a port is from 1 to " + MAX_PORT);
        }
    }

    private static boolean isPort(int number) {
        return number >= 1 && number <= MAX_PORT;
    }

    /**
     * Reads an option that is a list of such, and reports what is none.
     *
     * @param options the backend's options
     * @param option which of them
     * @param defaultPort the port of those that have none
     * @return those that there are, in order; may be empty
     */
    public static List<HostAndPort> readAll(BackendOptions options, String option, int defaultPort) {
        return options.texts(option).stream()
                .flatMap(text -> {
                    Optional<HostAndPort> parsed = parse(text, defaultPort);
                    if (parsed.isEmpty()) {
                        options.problem(
                                option,
                                "has to be a list of host or host:port, with IPv6 addresses in brackets, and ports from 1"
                                        + " to 65535");
                    }
                    return parsed.stream();
                })
                .toList();
    }

    /**
     * Makes them of one text, with commas between them.
     *
     * @param texts the text
     * @param defaultPort the port of those that have none
     * @return all of them, in order; empty if any isn't one
     */
    public static Optional<List<HostAndPort>> parseAll(String texts, int defaultPort) {
        List<Optional<HostAndPort>> parsed = Stream.of(texts.split(",", -1))
                .map(text -> parse(text, defaultPort))
                .toList();
        return parsed.stream().allMatch(Optional::isPresent)
                ? Optional.of(parsed.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private static Optional<HostAndPort> parse(String text, int defaultPort) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        int port = form.group(3) == null ? defaultPort : Integer.parseInt(form.group(3));
        String host = form.group(1) == null ? form.group(2) : form.group(1);
        return isPort(port) ? Optional.of(new HostAndPort(host, port)) : Optional.empty();
    }

    /**
     * As it would stand in a configuration.
     *
     * @return {@code host:port}, an IPv6 address in brackets
     */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
