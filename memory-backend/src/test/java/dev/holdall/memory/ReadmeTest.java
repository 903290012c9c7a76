package dev.holdall.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Entry;
import dev.holdall.Keys;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The code that the README shows. */
class ReadmeTest {

    @Test
    void aStaleSave_doesNotUndoALogout() {
        SessionStore sessions = SessionStores.open("sessions");
        String key = Keys.of("session", "4f1c");

        // Login.
        sessions.set(key, bytes("user=alice"), Ttl.of(Duration.ofHours(1)));

        // A request reads the session, keeps it alive, and saves it.
        Entry session = sessions.getEntry(key).orElseThrow();
        sessions.changeTTL(key, Ttl.of(Duration.ofHours(2)));
        sessions.update(key, session.version(), bytes("user=alice, cart=7"));

        // Logout, while another request still holds what it has read.
        Entry stale = sessions.getEntry(key).orElseThrow();
        sessions.revoke(key);

        // It saves too late: no effect, here and in every other data centre.
        sessions.update(key, stale.version(), bytes("user=alice, cart=8"));
        boolean gone = sessions.get(key).isEmpty(); // true

        sessions.close();
        assertThat(gone).isTrue();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
