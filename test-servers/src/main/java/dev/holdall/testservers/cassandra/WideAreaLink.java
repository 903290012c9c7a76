package dev.holdall.testservers.cassandra;

import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.network.TcpProxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The network between a cluster's data centres. The network within a data centre is always up and without delay.
 *
 * <p>Clients don't use it: they always reach all nodes. Thread-safe. A change has taken effect when the method returns,
 * but the nodes notice it only later: see {@link CassandraCluster#awaitUp()}.
 */
public final class WideAreaLink {

    /**
     * The length of the first message from one node to another: 4 bytes magic, 4 bytes flags, 1 byte length of the
     * address, then the 4 bytes of the sender's address.
     */
    private static final int GREETING_BYTES = 13;

    private static final int ADDRESS_OFFSET = 9;

    private final Map<Way, Link> ways = new HashMap<>();
    private final Link within = new Link();
    private final List<TcpProxy> proxies = new ArrayList<>();
    private final List<NodeLocation> locations;

    private WideAreaLink(List<NodeLocation> locations) {
        this.locations = locations;
        for (NodeLocation from : locations) {
            for (NodeLocation to : locations) {
                if (!from.dataCenter().equals(to.dataCenter())) {
                    ways.putIfAbsent(new Way(from.dataCenter(), to.dataCenter()), new Link());
                }
            }
        }
    }

    private record Way(String from, String to) {}

    /** Starts a proxy before each node of a wide area. */
    static WideAreaLink start(List<NodeLocation> locations, int storagePort) {
        WideAreaLink link = new WideAreaLink(locations);
        try {
            locations.forEach(location -> link.proxies.add(link.proxy(location, storagePort)));
            return link;
        } catch (RuntimeException | Error e) {
            link.close();
            throw e;
        }
    }

    private TcpProxy proxy(NodeLocation location, int storagePort) {
        return TcpProxy.start(
                new InetSocketAddress(location.broadcast(), storagePort),
                new InetSocketAddress(location.listen(), storagePort),
                GREETING_BYTES,
                greeting -> way(sender(greeting, locations), location.dataCenter()));
    }

    private static String sender(byte[] greeting, List<NodeLocation> locations) {
        byte host = greeting[ADDRESS_OFFSET + 3];
        return locations.stream()
                .filter(location -> location.broadcast().getAddress()[3] == host)
                .findFirst()
                .orElseThrow()
                .dataCenter();
    }

    private Link way(String from, String to) {
        if (from.equals(to)) {
            return within;
        }
        Link way = ways.get(new Way(from, to));
        if (way == null) {
            throw new IllegalArgumentException("no link from " + from + " to " + to + " in " + locations);
        }
        return way;
    }

    /**
     * Delays all messages between data centres.
     *
     * @param oneWay how long a message takes, half a round trip; zero for no delay
     */
    public void delay(Duration oneWay) {
        ways.values().forEach(way -> way.delay(oneWay));
    }

    /** Separates all data centres: open connections are reset, and so is each new one. */
    public void cut() {
        ways.values().forEach(Link::cut);
    }

    /**
     * Lets no message from one data centre reach another, while messages in the other direction still arrive.
     *
     * @param fromDataCenter the data centre whose messages no longer arrive
     * @param toDataCenter the data centre that no longer gets these messages
     */
    public void cutOneWay(String fromDataCenter, String toDataCenter) {
        if (fromDataCenter.equals(toDataCenter)) {
            throw new IllegalArgumentException("can't cut " + fromDataCenter + " off from itself");
        }
        way(fromDataCenter, toDataCenter).cut();
    }

    /** Separates all data centres: messages are dropped, while connections stay open. */
    public void blackHole() {
        ways.values().forEach(Link::blackHole);
    }

    /** Ends all separations; a delay stays. */
    public void heal() {
        ways.values().forEach(Link::heal);
    }

    /** Whether messages pass in both directions. */
    boolean connects(String dataCenter, String other) {
        return way(dataCenter, other).isOpen() && way(other, dataCenter).isOpen();
    }

    void close() {
        proxies.forEach(TcpProxy::close);
    }
}
