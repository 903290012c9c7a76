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

/** A TCP proxy before a server, whose connections are delayed and cut as their {@link Link}s say. Thread-safe. */
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
     * Starts a proxy whose connections all belong to one link.
     *
     * @param listen the address at which the proxy listens; port 0 for any free port
     * @param target the server's address; the server need not run yet
     * @param link the link of all connections
     * @return the proxy, which listens already
     * @throws UncheckedIOException if the proxy can't listen at that address
     */
    public static TcpProxy start(InetSocketAddress listen, InetSocketAddress target, Link link) {
        return start(listen, target, 0, preface -> link);
    }

    /**
     * Starts a proxy that chooses a connection's link by the first bytes that the client sends.
     *
     * @param listen the address at which the proxy listens; port 0 for any free port
     * @param target the server's address; the server need not run yet
     * @param prefaceBytes how many bytes to read first; the proxy connects to the server only when it has read them
     * @param route chooses the link for a connection that begins with these bytes
     * @return the proxy, which listens already
     * @throws UncheckedIOException if the proxy can't listen at that address
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
     * Returns the address at which the proxy listens.
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
                // The loop ends if the listener is closed.
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
