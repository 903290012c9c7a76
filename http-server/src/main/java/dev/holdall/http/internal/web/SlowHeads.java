package dev.holdall.http.internal.web;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.AbstractMetaDataConnection;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections whose clients take too long to send the head of a request, or their part of the TLS handshake. The
 * idle timeout doesn't notice a client that sends a byte now and then. This looks at all connections several times
 * within the time that is allowed; only one thread at a time does.
 */
final class SlowHeads extends AbstractLifeCycle {

    private static final int LOOKS = 4;

    /** What was seen of a connection that had no request under way. */
    private static final class Seen {
        private final long messages;
        private final long bytes;
        private long beganNanos;
        private boolean hasBegun;

        private Seen(long messages, long bytes) {
            this.messages = messages;
            this.bytes = bytes;
        }
    }

    private final ServerConnector connector;
    private final Scheduler scheduler;
    private final long patienceNanos;
    private final Map<EndPoint, Seen> seen = new HashMap<>();
    private volatile Scheduler.@Nullable Task next;

    SlowHeads(ServerConnector connector, Scheduler scheduler, long patienceNanos) {
        this.connector = connector;
        this.scheduler = scheduler;
        this.patienceNanos = patienceNanos;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    protected void doStop() {
        Scheduler.Task planned = next;
        if (planned != null) {
            planned.cancel();
        }
    }

    private void schedule() {
        next = scheduler.schedule(this::look, Math.max(1, patienceNanos / LOOKS / 1_000_000), TimeUnit.MILLISECONDS);
    }

    private synchronized void look() {
        try {
            long now = System.nanoTime();
            Set<EndPoint> open = new HashSet<>(connector.getConnectedEndPoints());
            seen.keySet().retainAll(open);
            open.forEach(endPoint -> look(endPoint, now));
        } finally {
            if (isRunning()) {
                schedule();
            }
        }
    }

    private void look(EndPoint endPoint, long now) {
        Connection connection = inner(endPoint.getConnection());
        if (connection == null || isMultiplexed(connection)) {
            seen.remove(endPoint);
            return;
        }
        long messages = connection.getMessagesIn();
        if (messages > connection.getMessagesOut()) {
            seen.remove(endPoint);
            return;
        }
        Seen before = seen.get(endPoint);
        if (before == null || before.messages != messages) {
            before = new Seen(messages, messages <= 0 ? 0 : connection.getBytesIn());
            seen.put(endPoint, before);
        }
        if (connection.getBytesIn() > before.bytes && isTooLong(before, now)) {
            endPoint.close();
        }
    }

    private boolean isTooLong(Seen before, long now) {
        if (!before.hasBegun) {
            before.hasBegun = true;
            before.beganNanos = now;
        }
        return now - before.beganNanos >= patienceNanos;
    }

    /** Returns the connection that speaks HTTP; the one of TLS if the handshake hasn't told which version. */
    private static @Nullable Connection inner(@Nullable Connection outer) {
        if (!(outer instanceof SslConnection tls)) {
            return outer;
        }
        Connection decrypted = tls.getSslEndPoint().getConnection();
        return decrypted instanceof AbstractMetaDataConnection || isMultiplexed(decrypted) ? decrypted : outer;
    }

    /** Tells whether a connection is one of HTTP/2, which has its own limits for what clients send. */
    private static boolean isMultiplexed(@Nullable Connection connection) {
        return connection instanceof org.eclipse.jetty.server.ConnectionMetaData http
                && http.getHttpVersion() == HttpVersion.HTTP_2;
    }
}
