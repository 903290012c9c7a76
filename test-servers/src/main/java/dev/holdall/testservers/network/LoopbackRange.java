package dev.holdall.testservers.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.Random;

/**
 * A range of loopback addresses that no other server uses, 127.A.B.0/23 with random A and B.
 *
 * <p>So the servers can use their usual ports, which are below the ports that the system assigns to clients. The range
 * stays taken until it is closed: a process on this machine that takes one for the same ports meanwhile gets another.
 */
public final class LoopbackRange implements AutoCloseable {

    private static final int ATTEMPTS = 50;
    private static final int LEASE_HOST = 254;
    private static final int HOSTS = 16;

    private final int second;
    private final int third;
    private final ServerSocket lease;

    private LoopbackRange(int second, int third, ServerSocket lease) {
        this.second = second;
        this.third = third;
        this.lease = lease;
    }

    /** Takes a range in which the ports are free. */
    public static LoopbackRange take(int... ports) {
        Random random = new SecureRandom();
        IOException last = new IOException("no port was asked for");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int second = 1 + random.nextInt(254);
            int third = 2 * random.nextInt(127);
            try {
                return take(second, third, ports);
            } catch (IOException e) {
                last = e;
            }
        }
        throw new UncheckedIOException(
                "no range of loopback addresses with free ports; does a server of this machine"
                        + " listen on all of its addresses, or does the system know 127.0.0.1 only?",
                last);
    }

    private static LoopbackRange take(int second, int third, int... ports) throws IOException {
        LoopbackRange range = new LoopbackRange(second, third, bind(address(second, third, LEASE_HOST), ports[0]));
        try {
            range.probe(ports);
            return range;
        } catch (IOException e) {
            range.close();
            throw e;
        }
    }

    private void probe(int... ports) throws IOException {
        for (int host = 1; host <= HOSTS; host++) {
            for (int port : ports) {
                bind(near(host), port).close();
                bind(far(host), port).close();
            }
        }
    }

    private static ServerSocket bind(InetAddress address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address, port));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Returns an address of the first half of the range, for servers; the hosts are those from 1 to 16. */
    public InetAddress near(int host) {
        return address(second, third, checked(host));
    }

    /** Returns an address of the second half of the range, for proxies before servers; the hosts are the same. */
    public InetAddress far(int host) {
        return address(second, third + 1, checked(host));
    }

    private static int checked(int host) {
        if (host < 1 || host > HOSTS) {
            throw new IllegalArgumentException(
                    "servers that are started together are at most " + HOSTS + "; number " + host + " was asked for");
        }
        return host;
    }

    private static InetAddress address(int second, int third, int host) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) second, (byte) third, (byte) host});
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            lease.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
