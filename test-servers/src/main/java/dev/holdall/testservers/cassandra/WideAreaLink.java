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
 * The network between a cluster's data centres; that within one is always fast and whole.
 *
 * <p>Clients don't use it: they reach all nodes at any time. Thread-safe; what a method changes holds when it returns,
 * but the nodes take their time to find out: see {@link CassandraCluster#awaitUp()}.
 */
public final class WideAreaLink {

    /** How a node greets another: 4 bytes magic, 4 bytes flags, 1 byte length, then the address of the greeting one. */
    private static final int GREETING_BYTES = 13;

    private static final int ADDRESS_OFFSET = 9;

    private final Map<Way, Link> ways = new HashMap<>();
    private final Link within = new Link();
    private final List<TcpProxy> proxies = new ArrayList<>();
    private final List<NodePlace> places;

    private WideAreaLink(List<NodePlace> places) {
        this.places = places;
        for (NodePlace from : places) {
            for (NodePlace to : places) {
                if (!from.dataCenter().equals(to.dataCenter())) {
                    ways.putIfAbsent(new Way(from.dataCenter(), to.dataCenter()), new Link());
                }
            }
        }
    }

    private record Way(String from, String to) {}

    /** Stands before all nodes of a wide area. */
    static WideAreaLink start(List<NodePlace> places, int storagePort) {
        WideAreaLink link = new WideAreaLink(places);
        for (NodePlace place : places) {
            link.proxies.add(TcpProxy.start(
                    new InetSocketAddress(place.broadcast(), storagePort),
                    new InetSocketAddress(place.listen(), storagePort),
                    GREETING_BYTES,
                    greeting -> link.way(sender(greeting, places), place.dataCenter())));
        }
        return link;
    }

    private static String sender(byte[] greeting, List<NodePlace> places) {
        byte host = greeting[ADDRESS_OFFSET + 3];
        return places.stream()
                .filter(place -> place.broadcast().getAddress()[3] == host)
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
            throw new IllegalArgumentException("no data centres " + from + " and " + to + " in " + places);
        }
        return way;
    }

    /**
     * Slows all messages between data centres down.
     *
     * @param oneWay how long a message takes, half a round trip; zero for no delay
     */
    public void delay(Duration oneWay) {
        ways.values().forEach(way -> way.delay(oneWay));
    }

    /** Separates all data centres: connections are reset, and new ones too. */
    public void cut() {
        ways.values().forEach(Link::cut);
    }

    /**
     * Lets no message of one data centre reach another, while those of the other still arrive.
     *
     * @param fromDataCenter whose messages are lost
     * @param toDataCenter who doesn't get them
     */
    public void cutOneWay(String fromDataCenter, String toDataCenter) {
        if (fromDataCenter.equals(toDataCenter)) {
            throw new IllegalArgumentException("from " + fromDataCenter + " to itself");
        }
        way(fromDataCenter, toDataCenter).cut();
    }

    /** Separates all data centres: messages vanish, while connections stay. */
    public void blackHole() {
        ways.values().forEach(Link::blackHole);
    }

    /** Ends whatever separates data centres; a delay stays. */
    public void heal() {
        ways.values().forEach(Link::heal);
    }

    /** Whether messages pass both ways. */
    boolean connects(String dataCenter, String other) {
        return way(dataCenter, other).isOpen() && way(other, dataCenter).isOpen();
    }

    void close() {
        proxies.forEach(TcpProxy::close);
    }
}
