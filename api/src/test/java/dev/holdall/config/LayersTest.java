package dev.holdall.config;

import static dev.holdall.config.Configs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.config.internal.ApplicationConfig;
import dev.holdall.config.internal.ConfigSource;
import dev.holdall.internal.StoreSettings;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests where options come from, and which source takes precedence. */
class LayersTest {

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    private final Set<String> properties = new HashSet<>();

    @AfterEach
    void clearProperties() {
        properties.forEach(System::clearProperty);
    }

    @Test
    void reference_hasTheDefaults() {
        assertThat(settings(""))
                .isEqualTo(new StoreSettings(
                        "sessions",
                        "memory",
                        "",
                        Duration.ofHours(1),
                        null,
                        false,
                        1 << 20,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        Duration.ofMinutes(1),
                        Duration.ofDays(1)));
    }

    @Test
    void storesBlock_goesBeforeTheDefaults_andThoseBeforeTheReference() {
        StoreSettings settings = settings("""
                holdall.defaults { request-timeout = 5 s, namespace = all, backend = remote, remote.uri = there }
                holdall.stores.sessions { namespace = mine, default-ttl = never, max-value-size = 2000 }
                """);
        assertThat(settings.namespace()).isEqualTo("mine");
        assertThat(settings.requestTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.backend()).isEqualTo("remote");
        assertThat(settings.defaultTtl()).isNull();
        assertThat(settings.maxValueBytes()).isEqualTo(2000);
        assertThat(settings.maxClockSkew()).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void everyOption_mayBeAString() {
        StoreSettings settings = settings("""
                holdall.stores.sessions {
                  backend = "memory", default-ttl = "2 hours", max-ttl = "1 day", above-max-ttl = "cap"
                  max-value-size = "4096", request-timeout = "250ms"
                  max-clock-skew = "0s", revocation-horizon = "2 days"
                  memory.max-size = "64 MiB"
                }
                """);
        assertThat(settings)
                .isEqualTo(new StoreSettings(
                        "sessions",
                        "memory",
                        "",
                        Duration.ofHours(2),
                        Duration.ofDays(1),
                        true,
                        4096,
                        Duration.ofMillis(250),
                        Duration.ofSeconds(10),
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ofDays(2)));
    }

    @Test
    void application_isReadFromTheClassPath() {
        classPath.file("application.conf", "holdall.stores.sessions.namespace = file");
        assertThat(settings(application("")).namespace()).isEqualTo("file");
    }

    @Test
    void systemProperties_goBeforeTheApplication_asTheyAreAtTheCall() {
        classPath.file("application.conf", "holdall.stores.sessions.namespace = file");
        property("holdall.stores.sessions.namespace", "one");
        assertThat(settings(application("")).namespace()).isEqualTo("one");
        property("holdall.stores.sessions.namespace", "two");
        assertThat(settings(application("")).namespace()).isEqualTo("two");
        System.clearProperty("holdall.stores.sessions.namespace");
        assertThat(settings(application("")).namespace()).isEqualTo("file");
    }

    @Test
    void environment_goesBeforeSystemProperties() {
        property("holdall.stores.sessions.namespace", "property");
        property("holdall.stores.sessions.max-value-size", "2048");
        StoreSettings settings = settings(application("holdall.stores.sessions.namespace = environment"));
        assertThat(settings.namespace()).isEqualTo("environment");
        assertThat(settings.maxValueBytes()).isEqualTo(2048);
    }

    @Test
    void givenConfiguration_isNotTouchedBySystemProperties() {
        property("holdall.stores.sessions.namespace", "property");
        assertThat(settings("holdall.stores.sessions.namespace = given").namespace())
                .isEqualTo("given");
    }

    @Test
    void givenConfiguration_mayHaveBeenLoadedWithTheReference() {
        Config loaded = ConfigFactory.load(Configs.parse("holdall.stores.sessions.namespace = given"));
        assertThat(settings(ConfigSource.of(loaded)).namespace()).isEqualTo("given");
    }

    @Test
    void substitutions_areResolved_acrossTheLayers() {
        classPath.file("application.conf", "holdall.stores.sessions.namespace = ${site}, site = unknown");
        property("site", "wiki");
        assertThat(settings(application("")).namespace()).isEqualTo("wiki");
    }

    @Test
    void backend_isSwitched_byOneProperty() {
        classPath.file("application.conf", """
                holdall.stores.sessions {
                  backend = memory
                  memory.max-size = 64 MiB
                  remote { uri = "remote://there", pool.size = 16 }
                }
                """);
        try (SessionStore store = open()) {
            assertThat(store).hasToString("SessionStore[sessions/memory]");
        }
        property("holdall.stores.sessions.backend", "remote");
        property("holdall.stores.sessions.remote.pool.size", "32");
        try (SessionStore store = open()) {
            assertThat(store).hasToString("SessionStore[sessions/remote]");
        }
    }

    @Test
    void open_withNothingButAName_readsTheApplicationsConfiguration() {
        classPath.file("application.conf", "holdall.stores.sessions.max-value-size = 3 KiB");
        try (SessionStore store = SessionStores.open("sessions")) {
            assertThat(store.traits().maxValueBytes()).isEqualTo(3 << 10);
        }
    }

    private static SessionStore open() {
        return SessionStores.builder("sessions").source(application("")).open();
    }

    private static ConfigSource application(String environment) {
        return new ApplicationConfig(() -> Configs.parse(environment));
    }

    private void property(String name, String value) {
        properties.add(name);
        System.setProperty(name, value);
    }
}
