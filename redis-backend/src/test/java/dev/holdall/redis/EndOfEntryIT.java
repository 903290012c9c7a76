package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.FieldChanges;
import dev.holdall.GroupChanges;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Reads until its end what has its end in its bytes, since the server can't end it by itself. */
class EndOfEntryIT {

    private static final int REPETITIONS = 20;
    private static final Ttl LIFETIME = Ttl.of(Duration.ofMillis(20));

    private static RedisServer server;
    private static SessionStore store;

    @BeforeAll
    static void open() {
        server = RedisServer.start();
        store = Stores.on(server, "").open();
    }

    @AfterAll
    static void close() {
        store.close();
        server.close();
    }

    @Test
    void entryOfAFastClock_isThereUntilItsEnd() {
        InstantSource fast = () -> Instant.now().plus(Duration.ofMinutes(10));
        try (SessionStore ahead = Stores.on(server, "").clock(fast).open()) {
            for (int i = 0; i < REPETITIONS; i++) {
                String key = Stores.newName("key");
                assertThereUntilItsEnd(
                        () -> ahead.set(key, new byte[1], LIFETIME),
                        () -> store.get(key).isPresent());
            }
        }
    }

    @RepeatedTest(REPETITIONS)
    void fieldOfAMap_isThereUntilItsEnd() {
        String key = Stores.newName("key");
        var map = store.maps().create(key, Map.of("lasting", new byte[1]));
        assertThereUntilItsEnd(
                () -> store.maps()
                        .change(
                                map,
                                FieldChanges.builder()
                                        .put("ending", new byte[1], LIFETIME)
                                        .build()),
                () -> store.maps().get(key).orElseThrow().fields().containsKey("ending"));
    }

    @RepeatedTest(REPETITIONS)
    void entryOfAGroup_isThereUntilItsEnd() {
        String key = Stores.newName("key");
        assertThereUntilItsEnd(
                () -> store.groups()
                        .change(
                                key,
                                GroupChanges.builder()
                                        .put("ending", new byte[1], LIFETIME)
                                        .build()),
                () -> store.groups().get(key, Read.LOCAL).containsKey("ending"));
    }

    private static void assertThereUntilItsEnd(Runnable write, BooleanSupplier isThere) {
        Instant end = Instant.now().plusMillis(20);
        write.run();
        boolean there;
        do {
            there = isThere.getAsBoolean();
            // An answer that came after the end tells nothing.
            assertThat(there || !Instant.now().isBefore(end))
                    .as("there before its end")
                    .isTrue();
        } while (there);
    }
}
