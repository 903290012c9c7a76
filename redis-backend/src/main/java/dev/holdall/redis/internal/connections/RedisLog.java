package dev.holdall.redis.internal.connections;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The logger of this module; {@code docs/operations.md} lists its messages. */
public final class RedisLog {

    public static final Logger LOG = LoggerFactory.getLogger("dev.holdall.redis");

    private RedisLog() {}
}
