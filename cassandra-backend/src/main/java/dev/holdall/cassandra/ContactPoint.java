package dev.holdall.cassandra;

import dev.holdall.spi.BackendOptions;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A node that a cluster is asked for its nodes through.
 *
 * @param host a name or an address
 * @param port its port
 */
record ContactPoint(String host, int port) {

    private static final String OPTION = "contact-points";
    private static final int DEFAULT_PORT = 9042;
    private static final int MAX_PORT = 65_535;

    /** A name, an IPv4 address, or an IPv6 address in brackets; then a port or none. */
    private static final Pattern FORM = Pattern.compile(
            "(?:\\[([0-9A-Fa-f.]*:[0-9A-Fa-f:.]*(?:%[A-Za-z0-9_.-]+)?)]|([A-Za-z0-9_.-]+))(?::(\\d{1,5}))?");

    static List<ContactPoint> readAll(BackendOptions options) {
        List<String> texts = options.texts(OPTION);
        if (texts.isEmpty()) {
            options.problem(OPTION, "is required: name some nodes of the local data centre, as host or host:port");
        }
        return texts.stream().flatMap(text -> parse(options, text.strip())).toList();
    }

    /** Its addresses; none if its name is unknown. */
    Stream<InetSocketAddress> resolve() {
        try {
            return Stream.of(InetAddress.getAllByName(host)).map(address -> new InetSocketAddress(address, port));
        } catch (UnknownHostException e) {
            return Stream.empty(); // Told of by whoever finds no address at all; others may answer.
        }
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private static Stream<ContactPoint> parse(BackendOptions options, String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            options.problem(OPTION, "has to be a list of host or host:port, with IPv6 addresses in brackets");
            return Stream.empty();
        }
        int port = form.group(3) == null ? DEFAULT_PORT : Integer.parseInt(form.group(3));
        if (port < 1 || port > MAX_PORT) {
            options.problem(OPTION, "has a port that is not from 1 to 65535");
        }
        return Stream.of(new ContactPoint(form.group(1) == null ? form.group(2) : form.group(1), port));
    }
}
