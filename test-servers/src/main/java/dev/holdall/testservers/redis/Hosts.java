package dev.holdall.testservers.redis;

import java.net.InetSocketAddress;

/** Formats addresses as the servers' configuration needs them. */
final class Hosts {

    private Hosts() {}

    static String host(InetSocketAddress address) {
        return address.getAddress().getHostAddress();
    }

    static String port(InetSocketAddress address) {
        return Integer.toString(address.getPort());
    }

    static String hostAndPort(InetSocketAddress address) {
        return host(address) + ":" + port(address);
    }
}
