package dev.holdall.testservers.network;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A piece of network that a test slows down, cuts and heals.
 *
 * <p>Connections through a {@link TcpProxy} belong to one. Thread-safe; what a method changes holds when it returns.
 */
public final class Link {

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private volatile State state = State.OPEN;
    private volatile long delayNanos;

    /** Creates a link without delay that lets everything through. */
    public Link() {}

    /** A connection that this link carries. */
    interface Connection {

        /** Breaks it off. */
        void reset();

        /** Breaks it off if bytes of it were lost. */
        void resetIfLossy();
    }

    private enum State {
        OPEN,
        CUT,
        BLACK_HOLE
    }

    /**
     * Slows all bytes down, in both directions; none overtakes another.
     *
     * @param oneWay how long a byte takes; zero for none
     */
    public void delay(Duration oneWay) {
        delayNanos = oneWay.toNanos();
    }

    /** Resets all connections, and each new one as soon as it's made. */
    public void cut() {
        state = State.CUT;
        connections.forEach(Connection::reset);
    }

    /** Swallows all bytes, those under way too, and the ends of connections; none is reset or refused. */
    public void blackHole() {
        state = State.BLACK_HOLE;
    }

    /** Ends a cut or a black hole; a delay stays. Connections that lost bytes are reset, as they never recover. */
    public void heal() {
        state = State.OPEN;
        connections.forEach(Connection::resetIfLossy);
    }

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
