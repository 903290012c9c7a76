package dev.holdall.boot;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ByteArrayResource;

/** How properties become a configuration. */
class EnvironmentConfigTest {

    private static final ClassLoader LOADER = EnvironmentConfigTest.class.getClassLoader();

    private final StandardEnvironment environment = new StandardEnvironment();

    EnvironmentConfigTest() {
        environment
                .getPropertySources()
                .forEach(source -> environment.getPropertySources().remove(source.getName()));
    }

    private Config config() {
        return EnvironmentConfig.of(environment, LOADER);
    }

    private EnvironmentConfigTest properties(Map<String, Object> properties) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(
                        "properties " + environment.getPropertySources().size(), properties));
        return this;
    }

    private EnvironmentConfigTest variables(Map<String, Object> variables) {
        environment
                .getPropertySources()
                .addLast(new SystemEnvironmentPropertySource(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        return this;
    }

    private EnvironmentConfigTest systemProperties(Map<String, Object> properties) {
        environment
                .getPropertySources()
                .addLast(new MapPropertySource(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, properties));
        return this;
    }

    private EnvironmentConfigTest yaml(String text) throws Exception {
        new YamlPropertySourceLoader()
                .load(
                        "application.yml",
                        new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8), "application.yml"))
                .forEach(environment.getPropertySources()::addLast);
        return this;
    }

    @Test
    void yaml_isReadAsItIs_andValuesKnowTheirLine() throws Exception {
        Config config = yaml("""
                        holdall:
                          stores:
                            sessions:
                              backend: redis
                              default-ttl: 20 minutes
                              redis:
                                nodes: [ "10.0.0.1:6379", "10.0.0.2:6379" ]
                                database: 3
                                tls.enabled: true
                          session:
                            store: sessions
                        other.value: 1
                        """).config();
        assertThat(config.root().keySet()).containsExactly("holdall");
        assertThat(config.hasPath("holdall.session")).isFalse();
        Config store = config.getConfig("holdall.stores.sessions");
        assertThat(store.getString("backend")).isEqualTo("redis");
        assertThat(store.getDuration("default-ttl").toMinutes()).isEqualTo(20);
        assertThat(store.getStringList("redis.nodes")).containsExactly("10.0.0.1:6379", "10.0.0.2:6379");
        assertThat(store.getInt("redis.database")).isEqualTo(3);
        assertThat(store.getBoolean("redis.tls.enabled")).isTrue();
        assertThat(store.getValue("backend").origin().description())
                .contains("application.yml")
                .contains("4:");
    }

    @Test
    void names_mayHaveAnyForm() {
        Config config = properties(Map.of(
                        "holdall.defaults.maxTtl", "1 day",
                        "holdall.defaults.request_timeout", "3 seconds",
                        "holdall.stores.my-sessions.MAX-VALUE-SIZE", "1 KiB",
                        "holdall.stores[my.other].backend", "memory"))
                .config();
        assertThat(config.getString("holdall.defaults.max-ttl")).isEqualTo("1 day");
        assertThat(config.getString("holdall.defaults.request-timeout")).isEqualTo("3 seconds");
        assertThat(config.getString("holdall.stores.my-sessions.max-value-size"))
                .isEqualTo("1 KiB");
        assertThat(config.getString("holdall.stores.\"my.other\".backend")).isEqualTo("memory");
    }

    @Test
    void variables_areTaken_ifThereIsSuchAnOption() {
        Config config = variables(Map.of(
                        "HOLDALL_STORES_SESSIONS_BACKEND", "memory",
                        "HOLDALL_STORES_SESSIONS_MAXVALUESIZE", "1 KiB",
                        "HOLDALL_DEFAULTS_REQUESTTIMEOUT", "3 seconds",
                        "HOLDALL_SERVICE_HOST", "10.0.0.1",
                        "HOLDALL_PORT_8080_TCP", "tcp://10.0.0.1:8080",
                        "HOLDALL_VERSION", "1"))
                .config();
        assertThat(config.getString("holdall.stores.sessions.backend")).isEqualTo("memory");
        assertThat(config.getString("holdall.stores.sessions.max-value-size")).isEqualTo("1 KiB");
        assertThat(config.getString("holdall.defaults.request-timeout")).isEqualTo("3 seconds");
        assertThat(config.getConfig("holdall").root().keySet()).containsExactlyInAnyOrder("stores", "defaults");
    }

    @Test
    void systemProperties_areTaken_butNotFromBlocksOfOthers() {
        Config config = systemProperties(Map.of(
                        "holdall.stores.sessions.backend", "memory",
                        "holdall.stores.sessions.no-such-option", "1",
                        "holdall.store.sessions.backend", "redis",
                        "holdall.testservers.keep", "true",
                        "holdall.agent", "x"))
                .config();
        assertThat(config.getConfig("holdall").root().keySet())
                .as("what is mistyped is reported later, so it stays")
                .containsExactlyInAnyOrder("stores", "store");
        assertThat(config.getConfig("holdall.stores.sessions").root().keySet())
                .as("the store reports the option that there isn't")
                .containsExactlyInAnyOrder("backend", "no-such-option");
    }

    @Test
    void propertiesOfTheApplication_areTaken_alsoIfThereIsNoSuchBlock() {
        Config config =
                properties(Map.of("holdall.store.sessions.backend", "memory")).config();
        assertThat(config.hasPath("holdall.store.sessions.backend")).isTrue();
    }

    @Test
    void firstSource_wins_forAListAsAWhole() {
        Config config = properties(Map.of("holdall.stores.sessions.redis.nodes[0]", "a"))
                .properties(Map.of(
                        "holdall.stores.sessions.redis.nodes[0]", "b",
                        "holdall.stores.sessions.redis.nodes[1]", "c",
                        "holdall.stores.sessions.backend", "redis"))
                .config();
        assertThat(config.getStringList("holdall.stores.sessions.redis.nodes")).containsExactly("a");
        assertThat(config.getString("holdall.stores.sessions.backend")).isEqualTo("redis");
    }

    @Test
    void list_mayBeSeparatedByCommas_andEmpty() {
        Config config = properties(Map.of(
                        "holdall.stores.sessions.redis.nodes", "a, b",
                        "holdall.defaults.decorators", ""))
                .config();
        assertThat(config.getStringList("holdall.stores.sessions.redis.nodes")).isEqualTo(List.of("a", "b"));
        assertThat(config.getStringList("holdall.defaults.decorators")).isEmpty();
    }

    @Test
    void placeholders_areResolved() {
        Config config = properties(Map.of(
                        "holdall.stores.sessions.redis.password", "${vault.password}",
                        "vault.password", "secret${x"))
                .config();
        assertThat(config.getString("holdall.stores.sessions.redis.password")).isEqualTo("secret${x");
    }
}
