package dev.holdall.testservers.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's connection to the proxy, and the proxy's connection to the server for it. */
final class ProxiedConnection implements Link.Connection, Pump.Connection {

    private final Socket client;
    private final Socket server;
    private final Link link;
    private final AtomicInteger openDirections = new AtomicInteger(2);
    private volatile boolean lossy;

    ProxiedConnection(Socket client, Socket server, Link link) {
        this.client = client;
        this.server = server;
        this.link = link;
    }

    /** Starts copying bytes in both directions. The given ones are sent to the server first. */
    void start(byte[] preface) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Pump toServer = new Pump(client, server, this);
        Pump toClient = new Pump(server, client, this);
        link.add(this);
        toServer.accept(preface);
        toServer.start();
        toClient.start();
    }

    @Override
    public Link link() {
        return link;
    }

    @Override
    public void lost() {
        lossy = true;
    }

    @Override
    public void resetIfLossy() {
        if (lossy) {
            reset();
        }
    }

    boolean isClosed() {
        return client.isClosed();
    }

    @Override
    public void finished() {
        if (openDirections.decrementAndGet() == 0) {
            close(client);
            close(server);
            link.remove(this);
        }
    }

    @Override
    public void reset() {
        reset(client);
        reset(server);
        link.remove(this);
    }

    static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException closed) {
            return;
        }
        close(socket);
    }

    static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException broken) {
            // A connection that fails to close is broken, and no longer open either.
        }
    }
}
