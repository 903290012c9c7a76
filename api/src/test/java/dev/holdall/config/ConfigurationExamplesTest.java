package dev.holdall.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Compiles and runs the code that {@code docs/configuration.md} shows. */
class ConfigurationExamplesTest {

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @Test
    void open() {
        SessionStore sessions = SessionStores.open("sessions");
        assertThat(sessions).hasToString("SessionStore[sessions/memory]");
        sessions.close();
    }

    @Test
    void openAll() {
        classPath.file("application.conf", "holdall.stores { sessions {}, anonymous {} }");
        try (SessionStores stores = SessionStores.openAll()) {
            SessionStore sessions = stores.store("sessions");
            SessionStore anonymous = stores.store("anonymous");
            assertThat(sessions).isNotSameAs(anonymous);
        }
    }

    @Test
    void builder() {
        StoreObserver metrics = call -> end -> {};
        SessionStore store = SessionStores.builder("sessions")
                .config(ConfigFactory.load())
                .maxTtl(Duration.ofHours(12))
                .aboveMaxTtl(AboveMaxTtl.CAP)
                .observer(metrics)
                .open();
        assertThat(store.traits().maxTtl()).isEqualTo(Duration.ofHours(12));
        store.close();
    }

    @Test
    void observers() {
        classPath.file("application.conf", "holdall.stores { sessions {}, anonymous {} }");
        StoreObserver metrics = call -> end -> {};
        SessionStore sessions =
                SessionStores.builder("sessions").configured().observer(metrics).open();
        SessionStore anonymous = SessionStores.builder("anonymous")
                .configured()
                .observer(metrics)
                .open();
        assertThat(sessions).isNotSameAs(anonymous);
        sessions.close();
        anonymous.close();
    }
}
