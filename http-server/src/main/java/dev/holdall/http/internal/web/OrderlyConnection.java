package dev.holdall.http.internal.web;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;

/**
 * A connection of HTTP/1.1 that answers an invalid request only when the parser has returned. Jetty 12.1 has such a
 * request answered by another thread while the parser is still at work. When both are done, both release the buffer
 * with what the client has sent, and a buffer that is released twice is given to two connections, each of which then
 * reads what the other one's client has sent. HostileRequestsTest fails without this class.
 */
final class OrderlyConnection extends HttpConnection {

    private final List<Runnable> waiting = new ArrayList<>();
    private int parsing;

    private OrderlyConnection(HttpConfiguration configuration, Connector connector, EndPoint endPoint) {
        super(configuration, connector, endPoint);
    }

    /** Makes connections of this kind. */
    static HttpConnectionFactory factory(HttpConfiguration configuration) {
        return new HttpConnectionFactory(configuration) {
            @Override
            public Connection newConnection(Connector connector, EndPoint endPoint) {
                OrderlyConnection connection = new OrderlyConnection(getHttpConfiguration(), connector, endPoint);
                connection.setTransferEncodingChunkMaxLength(getTransferEncodingChunkMaxLength());
                return configure(connection, connector, endPoint);
            }
        };
    }

    @Override
    public void onFillable() {
        synchronized (waiting) {
            parsing++;
        }
        try {
            super.onFillable();
        } finally {
            due().forEach(Runnable::run);
        }
    }

    private List<Runnable> due() {
        synchronized (waiting) {
            parsing--;
            if (parsing > 0 || waiting.isEmpty()) {
                return List.of();
            }
            List<Runnable> due = List.copyOf(waiting);
            waiting.clear();
            return due;
        }
    }

    /** Runs a task when the parser of a connection has returned: at once, or by the thread that parses. */
    static void afterParsing(Connection connection, Runnable task) {
        if (connection instanceof OrderlyConnection orderly && orderly.waits(task)) {
            return;
        }
        task.run();
    }

    private boolean waits(Runnable task) {
        synchronized (waiting) {
            return parsing > 0 && waiting.add(task);
        }
    }
}
