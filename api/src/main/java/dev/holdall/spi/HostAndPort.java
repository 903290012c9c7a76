package dev.holdall.spi;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The host and the port of a server, which an option of a backend gives as {@code host} or {@code host:port}. An IPv6
 * address is in brackets.
 *
 * @param host a name or an address, without brackets; it isn't resolved
 * @param port from 1 to 65535
 */
public record HostAndPort(String host, int port) {

    private static final int MAX_PORT = 65_535;

    /** Matches a name, an IPv4 address, or an IPv6 address in brackets, which a port may follow. */
    private static final Pattern FORMAT = Pattern.compile(
            "(?:\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)]|([A-Za-z0-9_.-]+))(?::(\\d{1,5}))?");

    /**
     * Checks the port.
     *
     * @param host a name or an address, without brackets
     * @param port from 1 to 65535
     * @throws IllegalArgumentException if the port is out of bounds
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
     * Reads an option that is a list of hosts with or without ports, and reports each element that is not valid.
     *
     * @param options the backend's options
     * @param option the path of the option
     * @param defaultPort the port of the elements that have none
     * @return the valid elements, in order; may be empty
     */
    public static List<HostAndPort> readAll(BackendOptions options, String option, int defaultPort) {
        return options.texts(option).stream()
                .flatMap(text -> {
                    Optional<HostAndPort> parsed = parse(text, defaultPort);
                    if (parsed.isEmpty()) {
                        options.problem(
                                option,
                                "has to be a list of host or host:port, with IPv6 addresses in brackets, and ports"
                                        + " from 1 to 65535");
                    }
                    return parsed.stream();
                })
                .toList();
    }

    /**
     * Parses a text whose elements are separated by commas.
     *
     * @param texts the text
     * @param defaultPort the port of the elements that have none
     * @return all elements, in order; empty if any of them is not valid
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
        Matcher matcher = FORMAT.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int port = matcher.group(3) == null ? defaultPort : Integer.parseInt(matcher.group(3));
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return isPort(port) ? Optional.of(new HostAndPort(host, port)) : Optional.empty();
    }

    /**
     * Returns the form that a configuration has.
     *
     * @return {@code host:port}, an IPv6 address in brackets
     */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
