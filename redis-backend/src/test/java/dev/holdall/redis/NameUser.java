package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.awaitility.Awaitility.await;

import dev.holdall.SessionStore;
import java.io.IOException;
import java.time.Duration;

/**
 * A program that opens a store by a name, and writes "before" with it. When it is told that the name has moved, it
 * writes "after" with the same store, as soon as that is possible, and then "anew" with a new store.
 */
final class NameUser {

    static final String OPEN = "the store is open";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private NameUser() {}

    /**
     * Runs the program.
     *
     * @param arguments the URI of the servers
     */
    public static void main(String[] arguments) throws IOException {
        try (SessionStore store = open(arguments[0])) {
            store.set("before", bytes("value"));
            System.out.println(OPEN);
            int unused = System.in.read();
            await().atMost(PATIENCE).ignoreExceptions().until(() -> store.set("after", bytes("value")) != null);
        }
        try (SessionStore store = open(arguments[0])) {
            store.set("anew", bytes("value"));
        }
    }

    private static SessionStore open(String uri) {
        return Stores.of("uri = \"%s\"".formatted(uri)).open();
    }
}
