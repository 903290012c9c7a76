package dev.holdall.config;

import static dev.holdall.config.Configs.failure;
import static dev.holdall.config.Configs.parse;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.StoreConfigurationException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that no failure shows the value of an option, wherever a credential was put and whatever is wrong with the
 * option.
 */
class SecretsTest {

    private static final String SECRET = "hunter2";

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "backend = hunter2",
                "namespace = \"hunter2:x\"",
                "default-ttl = hunter2",
                "default-ttl = 12 hunter2",
                "max-ttl = [hunter2]",
                "above-max-ttl = hunter2",
                "max-value-size = hunter2",
                "max-value-size = 5 hunter2",
                "request-timeout = { hunter2 = hunter2 }",
                "remote = \"redis://user:hunter2@there\"",
                "backend = remote, remote { password = hunter2 }",
                "backend = remote, remote { uri = x, password = [hunter2] }",
                "backend = remote, remote { uri = x, password = { a = hunter2 } }",
                "backend = remote, remote { uri = x, passwort = hunter2 }",
                "backend = remote, remote { uri = x, pool.size = hunter2 }",
                "backend = remote, remote { uri = x, tls = hunter2 }",
                "backend = remote, remote { uri = x, idle-timeout = hunter2 }",
                "backend = remote, remote { uri = x, buffer = hunter2 }",
                "backend = remote, remote { uri = x, hosts = [[hunter2]] }",
                "backend = remote, remote { uri = x, routing = hunter2 }",
                "backend = remote, remote { uri = x, driver = hunter2 }",
                "namespace = x, remote.password = ${hunter2}",
                "remote.password = hunter2${hunter2",
                "remote.password = \"hunter2",
                "remote.password = hunter2:hunter2@there",
                "remote.password = hunter2 } }"
            })
    void failure_doesNotShowTheValue(String options) {
        classPath.file("application.conf", "holdall.stores.sessions {\n" + options + "\n}");
        assertNoSecret(failure(() -> SessionStores.open("sessions")));
    }

    @Test
    void failureOfTheDefaults_doesNotShowTheValue() {
        assertNoSecret(failure(() ->
                SessionStores.openAll(parse("holdall { defaults.request-timeout = hunter2, stores { a {}, b {} } }"))));
    }

    @Test
    void complaintOfAClientLibrary_isNotShown() {
        classPath.backends(FakeBackends.Careless.class);
        StoreConfigurationException failure = failure(() -> SessionStores.open(
                "sessions", parse("holdall.stores.sessions { backend = remote, remote.uri = hunter2 }")));
        assertNoSecret(failure);
        assertThat(failure.problems())
                .singleElement()
                .asString()
                .startsWith("holdall.stores.sessions.remote could not be read because of a fault in that backend:"
                        + " java.lang.IllegalArgumentException at dev.holdall.config.FakeBackends$Careless.configure");
    }

    @Test
    void addressOfAConfiguration_isNotShown() throws Exception {
        String address = "http://user:hunter2@localhost:1/holdall.conf";
        System.setProperty("config.url", address);
        try {
            assertNoSecret(failure(() -> SessionStores.open("sessions")));
        } finally {
            System.clearProperty("config.url");
        }
    }

    private static void assertNoSecret(StoreConfigurationException failure) {
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        assertThat(printed.toString()).doesNotContain(SECRET);
    }
}
