package dev.holdall.cassandra.internal.requests;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.internal.core.pool.ChannelPool;
import com.datastax.oss.driver.internal.core.session.DefaultSession;

/** Tells what the driver's own failures don't tell about its connections to a node. */
final class ConnectionPools {

    private ConnectionPools() {}

    /**
     * Tells whether a node took no request because its connections have as many requests in flight as they can. The
     * driver fails with the same exception if the node has no connection. Only the pool itself tells the two apart: the
     * number of connections that the driver publishes for a node lags behind, so it still counts a connection that has
     * just ended. By now some requests may have been answered, so connections count as full if most stream ids are
     * taken. One case remains: if a thousand requests fail in the moment in which a connection ends, the driver itself
     * takes it for full, because none of its ids come back.
     *
     * @return false if the session is a wrapper around the driver's own one, since its pools are not to be seen then
     */
    static boolean areFull(CqlSession session, Node node) {
        ChannelPool pool =
                session instanceof DefaultSession own ? own.getPools().get(node) : null;
        return pool != null && pool.getInFlight() > pool.getAvailableIds();
    }
}
