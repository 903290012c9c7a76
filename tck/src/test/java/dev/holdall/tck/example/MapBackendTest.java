package dev.holdall.tck.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.BackendProvider;
import java.nio.charset.StandardCharsets;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Tests of the ways in which the example backend is opened. */
class MapBackendTest {

    @Test
    void open_fromCode_needsNameAndFactory() {
        BackendFactory map = context -> new MapBackend(1_000, context);
        try (SessionStore sessions =
                SessionStores.builder("sessions").backend("map", map).open()) {
            sessions.set("alice", "hello".getBytes(StandardCharsets.UTF_8));
            assertThat(sessions.get("alice")).isPresent();
        }
    }

    @Test
    void provider_isFoundByItsName() {
        assertThat(ServiceLoader.load(BackendProvider.class))
                .extracting(BackendProvider::name)
                .contains("map");
    }
}
