package dev.holdall.testservers.network;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A network link that a test can delay, cut and heal.
 *
 * <p>Each connection through a {@link TcpProxy} belongs to one link. Thread-safe. A change has taken effect when the
 * method returns.
 */
public final class Link {

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;
    private volatile long delayNanos;

    /** Creates a link without delay that passes everything on. */
    public Link() {}

    /** A connection through this link. */
    interface Connection {

        /** Resets the connection. */
        void reset();

        /** Resets the connection if bytes of it were lost. */
        void resetIfLossy();
    }

    private enum State {
        OPEN,
        CUT,
        BLACK_HOLE
    }

    /**
     * Delays all bytes, in both directions; their order stays.
     *
     * @param oneWay how long a byte takes in one direction; zero for no delay
     */
    public void delay(Duration oneWay) {
        delayNanos = oneWay.toNanos();
    }

    /** Resets all connections, and each new one as soon as it is made. */
    public void cut() {
        state = State.CUT;
        connections.forEach(Connection::reset);
    }

    /**
     * Drops all bytes, those in flight too, and the ends of connections, without resetting or refusing a connection.
     */
    public void blackHole() {
        state = State.BLACK_HOLE;
    }

    /** Ends a cut or a black hole; a delay stays. Resets the connections that lost bytes, since they can't recover. */
    public void heal() {
        state = State.OPEN;
        connections.forEach(Connection::resetIfLossy);
    }

    /** Whether the link is neither cut nor a black hole. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    boolean isBlackHole() {
        return state == State.BLACK_HOLE;
    }

    long delayNanos() {
        return delayNanos;
    }

    void add(Connection connection) {
        connections.add(connection);
        if (state == State.CUT) {
            connection.reset();
        }
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }
}
