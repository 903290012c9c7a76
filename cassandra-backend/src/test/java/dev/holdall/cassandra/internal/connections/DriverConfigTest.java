package dev.holdall.cassandra.internal.connections;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.ConnectionOptions;
import dev.holdall.cassandra.internal.options.KeyStores;
import dev.holdall.cassandra.internal.options.Options;
import dev.holdall.spi.BackendContext;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the configuration of the driver, and that the options of the application override it. */
class DriverConfigTest {

    @TempDir
    private Path folder;

    @Test
    void requests_areGivenTheStoresDeadline_andNeverSentTwiceAtOnce() {
        DriverExecutionProfile profile = profile("");

        assertThat(profile.getDuration(DefaultDriverOption.REQUEST_TIMEOUT)).isEqualTo(Duration.ofSeconds(3));
        assertThat(profile.getString(DefaultDriverOption.SPECULATIVE_EXECUTION_POLICY_CLASS))
                .isEqualTo("NoSpeculativeExecutionPolicy");
        assertThat(profile.getString(DefaultDriverOption.REQUEST_CONSISTENCY)).isEqualTo("LOCAL_QUORUM");
        assertThat(profile.getString(DefaultDriverOption.PROTOCOL_VERSION)).isEqualTo("V4");
        assertThat(profile.getString(DefaultDriverOption.TIMESTAMP_GENERATOR_CLASS))
                .isEqualTo("ServerSideTimestampGenerator");
    }

    @Test
    void keys_areNotLogged() {
        assertThat(profile("").getBoolean(DefaultDriverOption.REQUEST_LOG_WARNINGS))
                .isFalse();
        assertThat(profile("").getBoolean(DefaultDriverOption.REQUEST_LOGGER_VALUES))
                .isFalse();
    }

    @Test
    void session_isNamedAfterTheStore_andRefreshesTheSchemaOfItsKeyspaceAlone() {
        DriverExecutionProfile profile = profile("keyspace = wiki");

        assertThat(profile.getString(DefaultDriverOption.SESSION_NAME)).isEqualTo("holdall-logins");
        assertThat(profile.getStringList(DefaultDriverOption.METADATA_SCHEMA_REFRESHED_KEYSPACES))
                .containsExactly("wiki");
        assertThat(profile.getBoolean(DefaultDriverOption.NETTY_DAEMON)).isTrue();
    }

    @Test
    void connecting_takesNoLongerThanOpeningMay() {
        DriverExecutionProfile profile = profile("", new TestContext(Duration.ofMillis(600)));

        assertThat(profile.getDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT))
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(profile.getDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT))
                .isBetween(Duration.ofMillis(100), Duration.ofMillis(200));
        assertThat(profile("", new TestContext(Duration.ofMinutes(1)))
                        .getDuration(DefaultDriverOption.CONNECTION_CONNECT_TIMEOUT))
                .isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void requests_areBounded_andAConnectionHasRoomForAllOfThem() {
        DriverExecutionProfile profile = profile("max-requests-in-flight = 300");

        assertThat(profile.getInt(DefaultDriverOption.CONNECTION_MAX_REQUESTS)).isEqualTo(600);
        assertThat(profile.getInt(DefaultDriverOption.CONNECTION_MAX_ORPHAN_REQUESTS))
                .as("requests that have timed out: more than max-requests-in-flight")
                .isEqualTo(570);
    }

    @Test
    void credentialsAndStores_areThoseOfTheOptions() throws Exception {
        Path file = KeyStores.create(folder.resolve("keys.p12"), "hunter2");
        DriverExecutionProfile profile = profile("""
                username = alice
                password = "a \\"b\\" ${c}"
                tls { enabled = true, trust-store = "%s", trust-store-password = hunter2 }
                """.formatted(file));

        assertThat(profile.getString(DefaultDriverOption.AUTH_PROVIDER_CLASS)).isEqualTo("PlainTextAuthProvider");
        assertThat(profile.getString(DefaultDriverOption.AUTH_PROVIDER_USER_NAME))
                .isEqualTo("alice");
        assertThat(profile.getString(DefaultDriverOption.AUTH_PROVIDER_PASSWORD))
                .isEqualTo("a \"b\" ${c}");
        assertThat(profile.getBoolean(DefaultDriverOption.SSL_HOSTNAME_VALIDATION))
                .isTrue();
        assertThat(profile.getString(DefaultDriverOption.SSL_TRUSTSTORE_PATH)).isEqualTo(file.toString());
        assertThat(profile.getString(DefaultDriverOption.SSL_TRUSTSTORE_PASSWORD))
                .isEqualTo("hunter2");
        assertThat(profile.isDefined(DefaultDriverOption.SSL_KEYSTORE_PATH)).isFalse();
    }

    @Test
    void withoutCredentialsAndTls_noneAreSet() {
        assertThat(profile("").isDefined(DefaultDriverOption.AUTH_PROVIDER_CLASS))
                .isFalse();
        assertThat(profile("").isDefined(DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS))
                .isFalse();
    }

    @Test
    void driverBlock_overridesTheSettings_andLeavesTheOthersAsTheyAre() {
        DriverExecutionProfile profile = profile("""
                driver {
                  basic.session-name = mine
                  basic.request { page-size = 7, timeout = 5 seconds }
                  advanced.heartbeat.interval = 1 minute
                  advanced.speculative-execution-policy { class = ConstantSpeculativeExecutionPolicy, delay = 7 ms }
                  advanced.anything = { of = [the, application] }
                }
                """);

        assertThat(profile.getString(DefaultDriverOption.SESSION_NAME)).isEqualTo("mine");
        assertThat(profile.getInt(DefaultDriverOption.REQUEST_PAGE_SIZE)).isEqualTo(7);
        assertThat(profile.getDuration(DefaultDriverOption.REQUEST_TIMEOUT)).isEqualTo(Duration.ofSeconds(5));
        assertThat(profile.getDuration(DefaultDriverOption.HEARTBEAT_INTERVAL)).isEqualTo(Duration.ofMinutes(1));
        assertThat(profile.getDuration(DefaultDriverOption.HEARTBEAT_TIMEOUT)).isEqualTo(Duration.ofMillis(1_800));
        assertThat(profile.getDuration(DefaultDriverOption.NETTY_TIMER_TICK_DURATION))
                .isEqualTo(Duration.ofMillis(10));
        assertThat(profile.getString(DefaultDriverOption.SPECULATIVE_EXECUTION_POLICY_CLASS))
                .isEqualTo("ConstantSpeculativeExecutionPolicy");
    }

    private static DriverExecutionProfile profile(String hocon) {
        return profile(hocon, new TestContext());
    }

    private static DriverExecutionProfile profile(String hocon, BackendContext context) {
        return Options.OPTIONS.read(
                hocon,
                options -> DriverConfig.loader(
                                ConnectionOptions.read(options),
                                CassandraOptions.read(options),
                                context,
                                context.openDeadline().remaining())
                        .getInitialConfig()
                        .getDefaultProfile());
    }
}
