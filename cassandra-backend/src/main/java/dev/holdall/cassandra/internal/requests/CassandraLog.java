package dev.holdall.cassandra.internal.requests;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of this module. {@code docs/operations.md} lists its messages. */
public final class CassandraLog {

    public static final Logger LOG = LoggerFactory.getLogger("dev.holdall.cassandra");

    private CassandraLog() {}
}
