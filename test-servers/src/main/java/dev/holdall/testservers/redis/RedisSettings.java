package dev.holdall.testservers.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The settings that all servers of a topology share.
 *
 * @param version the version of Redis
 * @param conf the lines of redis.conf that the test adds
 * @param tls whether servers speak TLS, to clients and to each other
 * @param locale the servers' locale, or null for this JVM's
 */
record RedisSettings(
        RedisVersion version,
        RedisConf conf,
        boolean tls,
        @Nullable String locale) {

    Map<String, String> environment() {
        return locale == null ? Map.of() : Map.of("LC_ALL", locale);
    }
}
