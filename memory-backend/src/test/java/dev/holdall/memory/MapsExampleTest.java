package dev.holdall.memory;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.FieldChanges;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Runs the code that {@code docs/maps.md} shows. */
class MapsExampleTest {

    @Test
    void fieldsOfASession_areChangedByThemselves() {
        try (SessionStore store = SessionStores.open("sessions")) {
            SessionMaps sessions = store.maps();
            Ttl anHour = Ttl.of(Duration.ofHours(1));

            // Login.
            sessions.create("4f1c", Map.of("user", "alice".getBytes(UTF_8)), anHour);

            // Two requests read the session, and change different fields. Both changes are kept.
            SessionMap one = sessions.get("4f1c").orElseThrow();
            SessionMap other = sessions.get("4f1c").orElseThrow();
            sessions.change(
                    one, FieldChanges.builder().put("cart", "7".getBytes(UTF_8)).build());
            sessions.change(
                    other,
                    FieldChanges.builder().put("theme", "dark".getBytes(UTF_8)).build());
            assertThat(sessions.get("4f1c").orElseThrow().fields()).containsOnlyKeys("user", "cart", "theme");

            // Logout, while another request still holds what it has read. Its change has no effect.
            sessions.revoke("4f1c");
            sessions.change(one, FieldChanges.builder().remove("theme").build());
            assertThat(sessions.get("4f1c")).isEmpty();
        }
    }
}
