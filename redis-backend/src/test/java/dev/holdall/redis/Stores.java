package dev.holdall.redis;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import dev.holdall.config.SessionStores;
import dev.holdall.config.StoreBuilder;
import dev.holdall.testservers.redis.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/** Builds stores over this backend, and keys and values for them. */
public final class Stores {

    private static final AtomicLong NAMES = new AtomicLong();

    private Stores() {}

    /** Builds a store named sessions on a server, with these further options of the backend. */
    public static StoreBuilder on(RedisServer server, String options) {
        return of("uri = \"" + server.uri() + "\"\n" + options);
    }

    /** Builds a store named sessions, with only these options of the backend. */
    public static StoreBuilder of(String options) {
        return SessionStores.builder("sessions")
                .config(ConfigFactory.parseString(
                                options, ConfigParseOptions.defaults().setOriginDescription("test.conf"))
                        .atPath("holdall.stores.sessions.redis"))
                .backend("redis");
    }

    /** Returns a name that no other test uses. */
    public static String newName(String kind) {
        return kind + "_" + NAMES.incrementAndGet();
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
