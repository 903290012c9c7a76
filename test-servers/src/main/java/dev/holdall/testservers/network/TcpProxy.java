package dev.holdall.testservers.network;

import dev.holdall.testservers.processes.Threads;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Stands before a server and passes on what its {@link Link}s let through. Thread-safe. */
public final class TcpProxy implements AutoCloseable {

    private static final int CONNECT_TIMEOUT_MILLIS = 2000;

    private final ServerSocket listener;
    private final InetSocketAddress target;
    private final int prefaceBytes;
    private final Function<byte[], Link> route;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();

    private TcpProxy(ServerSocket listener, InetSocketAddress target, int prefaceBytes, Function<byte[], Link> route) {
        this.listener = listener;
        this.target = target;
        this.prefaceBytes = prefaceBytes;
        this.route = route;
    }

    /**
     * Starts a proxy all of whose connections belong to one link.
     *
     * @param listen where it listens; port 0 for any free one
     * @param target the server, which need not run yet
     * @param link what the connections depend on
     * @return the proxy, listening
     * @throws UncheckedIOException if it can't listen there
     */
    public static TcpProxy start(InetSocketAddress listen, InetSocketAddress target, Link link) {
        return start(listen, target, 0, preface -> link);
    }

    /**
     * Starts a proxy that chooses a connection's link by the first bytes that the client sends.
     *
     * @param listen where it listens; port 0 for any free one
     * @param target the server, which need not run yet
     * @param prefaceBytes how many bytes to read first; a client that sends fewer gets no answer
     * @param route the link for a connection that begins with these bytes
     * @return the proxy, listening
     * @throws UncheckedIOException if it can't listen there
     */
    public static TcpProxy start(
            InetSocketAddress listen, InetSocketAddress target, int prefaceBytes, Function<byte[], Link> route) {
        try {
            ServerSocket listener = new ServerSocket();
            listener.bind(listen);
            TcpProxy proxy = new TcpProxy(listener, target, prefaceBytes, route);
            Threads.daemon("test-proxy-accept", proxy::accept).start();
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("can't listen on " + listen, e);
        }
    }

    /**
     * Where it listens.
     *
     * @return the address and port for clients
     */
    public InetSocketAddress address() {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Threads.daemon("test-proxy-connect", () -> connect(client)).start();
            } catch (IOException closed) {
                // The loop sees it.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        try {
            byte[] preface = client.getInputStream().readNBytes(prefaceBytes);
            if (preface.length < prefaceBytes) {
                throw new EOFException();
            }
            server.connect(target, CONNECT_TIMEOUT_MILLIS);
            ProxiedConnection connection = new ProxiedConnection(client, server, route.apply(preface));
            connections.removeIf(ProxiedConnection::isClosed);
            connections.add(connection);
            connection.start(preface);
            if (listener.isClosed()) {
                connection.reset();
            }
        } catch (IOException refused) {
            ProxiedConnection.reset(client);
            ProxiedConnection.close(server);
        }
    }

    /** Stops listening, and resets all connections. */
    @Override
    public void close() {
        ProxiedConnection.close(listener);
        connections.forEach(ProxiedConnection::reset);
    }
}
