package com.example.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Entry;
import dev.holdall.Keys;
import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import java.util.UUID;

/** Opens the store that the configuration names, writes a session, reads it, and logs it out. */
public final class Consumer {

    private Consumer() {}

    public static void main(String[] arguments) {
        String key = Keys.of("session", UUID.randomUUID().toString());
        try (SessionStore sessions = SessionStores.open("sessions")) {
            sessions.set(key, "user=alice".getBytes(UTF_8));
            Entry session = sessions.getEntry(key).orElseThrow();
            System.out.println("read: " + new String(session.value(), UTF_8));
            sessions.revoke(key);
            sessions.update(key, session.version(), "user=alice, cart=7".getBytes(UTF_8));
            System.out.println("after the logout: " + (sessions.get(key).isPresent() ? "still there" : "gone"));
        }
    }
}
