package dev.holdall.memory;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Entry;
import dev.holdall.Keys;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import java.time.Duration;

class FirstExample {

    public static void main(String[] arguments) {
        String key = Keys.of("session", "4f1c");
        Ttl anHour = Ttl.of(Duration.ofHours(1));

        try (SessionStore sessions = SessionStores.open("sessions")) {
            // Login.
            sessions.set(key, "user=alice".getBytes(UTF_8), anHour);

            // A request reads the session, changes it, and saves it.
            Entry session = sessions.getEntry(key).orElseThrow();
            sessions.update(key, session.version(), "user=alice, cart=7".getBytes(UTF_8), anHour);

            // A request that changes nothing only keeps the session alive.
            sessions.changeTTL(key, anHour);

            // Logout, while another request still holds what it has read.
            Entry stale = sessions.getEntry(key).orElseThrow();
            sessions.revoke(key);

            // It saves too late: no effect, here and in every other data centre.
            sessions.update(key, stale.version(), "user=alice, cart=8".getBytes(UTF_8), anHour);
            if (sessions.get(key).isPresent()) {
                throw new AssertionError("the session came back");
            }
        }
    }
}
