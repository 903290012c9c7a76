package dev.holdall.testservers.network;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's connection and the one that the proxy made for it. */
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

    /** Lets bytes through, the given ones first. */
    void start(byte[] preface) throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        Pump there = new Pump(client, server, this);
        Pump back = new Pump(server, client, this);
        link.add(this);
        there.accept(preface);
        there.start();
        back.start();
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
            // What is broken is closed.
        }
    }
}
