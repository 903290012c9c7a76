package dev.holdall.cassandra.internal.requests;

import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.spi.BackendException;

/** Provides the session that requests are sent on, which may be another one for each request. Thread-safe. */
public interface SessionSource {

    CqlSession session();

    /**
     * Takes note of a request that failed because the session is not connected to any node.
     *
     * @return the failure, which may say more than the one given about why no node is connected
     */
    default BackendException noNodeConnected(BackendException failure) {
        return failure;
    }
}
