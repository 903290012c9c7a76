package dev.holdall.cassandra.internal.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.typesafe.config.ConfigFactory;
import dev.holdall.StoreConfigurationException;
import dev.holdall.cassandra.CassandraBackendProvider;
import dev.holdall.cassandra.internal.options.CassandraOptions.UnreachableDc;
import dev.holdall.cassandra.internal.requests.DriverStubs;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.Credentials;
import dev.holdall.spi.HostAndPort;
import dev.holdall.spi.TlsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CassandraOptionsTest {

    private static final String BLOCK = "holdall.stores.sessions.cassandra.";
    private static final String SECRET = "hunter2";

    @TempDir
    private Path folder;

    @Test
    void defaults_areTheReferences() {
        CassandraOptions options = Options.OPTIONS.read("", CassandraOptions::read);

        assertThat(options.table()).isEqualTo(new Table("holdall", "sessions"));
        assertThat(options.mapsTable()).isNull();
        assertThat(options.schema()).isEqualTo(SchemaMode.VALIDATE);
        assertThat(options.creation()).isEqualTo(new TableCreationOptions(Map.of(), Duration.ofDays(10)));
        assertThat(options.consistency())
                .isEqualTo(new Consistency(
                        DefaultConsistencyLevel.LOCAL_QUORUM,
                        DefaultConsistencyLevel.EACH_QUORUM,
                        DefaultConsistencyLevel.LOCAL_QUORUM,
                        DefaultConsistencyLevel.EACH_QUORUM,
                        DefaultConsistencyLevel.EACH_QUORUM,
                        DefaultConsistencyLevel.LOCAL_SERIAL));
        assertThat(options.unreachableDc()).isEqualTo(UnreachableDc.CONTINUE);
        assertThat(options.maxPendingDeletions()).isEqualTo(10_000);
        assertThat(options.maxRequestsInFlight()).isEqualTo(1_000);
    }

    @Test
    void defaultsOfConnecting_areTheReferences() {
        ConnectionOptions options = Options.OPTIONS.read("", ConnectionOptions::read);

        assertThat(options.contactPoints()).containsExactly(new HostAndPort("here", 9042));
        assertThat(options.localDatacenter()).isEqualTo("eqiad");
        assertThat(options.credentials()).isNull();
        assertThat(options.tls().enabled()).isFalse();
        assertThat(options.driver().isEmpty()).isTrue();
    }

    @Test
    void options_areRead() {
        CassandraOptions options =
                Options.OPTIONS.read("""
                keyspace = Wiki
                table = values_2
                maps-table = Maps_2
                schema = create
                create { replication { eqiad = 3, codfw.west = 2 }, gc-grace = 36 hours }
                consistency { read = one, read-latest = all, write = two }
                consistency { delete = quorum, revoke = local-one, serial = serial }
                unreachable-dc = fail
                max-pending-deletions = 0
                max-requests-in-flight = 256
                """.replace("codfw.west", "\"codfw.west\""), CassandraOptions::read);

        assertThat(options)
                .isEqualTo(new CassandraOptions(
                        new Table("Wiki", "values_2"),
                        new Table("Wiki", "Maps_2"),
                        SchemaMode.CREATE,
                        new TableCreationOptions(Map.of("eqiad", 3, "codfw.west", 2), Duration.ofHours(36)),
                        new Consistency(
                                DefaultConsistencyLevel.ONE,
                                DefaultConsistencyLevel.ALL,
                                DefaultConsistencyLevel.TWO,
                                DefaultConsistencyLevel.QUORUM,
                                DefaultConsistencyLevel.LOCAL_ONE,
                                DefaultConsistencyLevel.SERIAL),
                        UnreachableDc.FAIL,
                        0,
                        256));
    }

    @Test
    void optionsOfConnecting_areRead() throws Exception {
        Path file = KeyStores.create(folder.resolve("keys.p12"), SECRET);
        ConnectionOptions options = Options.OPTIONS.read("""
                username = alice
                password = hunter2
                tls {
                  enabled = true
                  hostname-verification = false
                  trust-store = "%1$s"
                  trust-store-password = hunter2
                  key-store = "%1$s"
                  key-store-password = hunter2
                }
                driver.basic.request.page-size = 7
                """.formatted(file), ConnectionOptions::read);

        assertThat(options.credentials()).isEqualTo(new Credentials("alice", SECRET));
        assertThat(options.tls())
                .isEqualTo(new TlsOptions(
                        true,
                        false,
                        new TlsOptions.KeyStoreFile(file.toString(), SECRET),
                        new TlsOptions.KeyStoreFile(file.toString(), SECRET)));
        assertThat(options.driver().getInt("basic.request.page-size")).isEqualTo(7);
    }

    @Test
    void trustStoreThatIsNone_orHasAnotherPassword_isNamed_beforeAnyNodeIsAsked() throws Exception {
        Path text = Files.writeString(folder.resolve("text.p12"), "This is a text.");
        Path store = KeyStores.create(folder.resolve("keys.p12"), "another");
        String options = Options.OPTIONS.required() + "tls { trust-store = \"%s\", trust-store-password = hunter2 }";

        assertThat(Options.OPTIONS.problems(options.formatted(text)))
                .singleElement()
                .asString()
                .startsWith(BLOCK + "tls.trust-store is not a key store");
        assertThat(Options.OPTIONS.problems(options.formatted(store)))
                .singleElement()
                .asString()
                .startsWith(BLOCK + "tls.trust-store can't be opened: tls.trust-store-password is not its password")
                .doesNotContain(SECRET);
    }

    @Test
    void table_isQuotedInStatements_andNotInMessages() {
        Table table = new Table("Wiki", "values");

        assertThat(table.cql()).isEqualTo("\"Wiki\".\"values\"");
        assertThat(table).hasToString("Wiki.values");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            contact-points = []                 | contact-points is required: name some nodes of the local data centre
            contact-points = [[a]]              | contact-points must be a list of texts
            local-datacenter = null             | local-datacenter is required; it has no default
            local-datacenter = ""               | local-datacenter is required; it has no default
            keyspace = "a-b"                    | keyspace must have 1 to 48 ASCII letters, digits and underscores
            keyspace = "a\\"b"                  | keyspace must have 1 to 48 ASCII letters, digits and underscores
            keyspace = null                     | keyspace is required
            table = "häuser"                    | table must have 1 to 48 ASCII letters, digits and underscores
            table = ""                          | table is required
            maps-table = "a-b"                  | maps-table must have 1 to 48 ASCII letters, digits and underscores
            maps-table = sessions               | maps-table must be another table than table, which has the entries
            schema = drop                       | schema must be one of create, validate, none
            schema = create                     | create.replication has to name each data centre and its number of replicas
            create.replication = 3              | create.replication must be a block of options, in braces
            create.replication { eqiad = 0 }    | create.replication has to be like { eqiad = 3, codfw = 3 }
            create.replication { eqiad = many } | create.replication has to be like { eqiad = 3, codfw = 3 }
            create.replication { eqiad = null } | create.replication has to be like { eqiad = 3, codfw = 3 }
            create.replication { eqiad = 1.5 }  | create.replication has to be like { eqiad = 3, codfw = 3 }
            create.replication { eqiad = {} }   | create.replication has to be like { eqiad = 3, codfw = 3 }
            create.replication { "a'b" = 3 }    | create.replication has to be like { eqiad = 3, codfw = 3 }
            create.replication { "a\\"b" = 3 }  | create.replication has to be like { eqiad = 3, codfw = 3 }
            create.replication { "" = 3 }       | create.replication has to be like { eqiad = 3, codfw = 3 }
            create.gc-grace = 10                | create.gc-grace has no unit
            create.gc-grace = 0 seconds         | create.gc-grace must be from 1 second to 3650 days
            consistency = quorum                | consistency must be a block of options, in braces
            consistency.read = LOCAL_QUORUM     | consistency.read must be one of
            consistency.read = local-serial     | consistency.read can't be any, serial or local-serial
            consistency.read-latest = any       | consistency.read-latest can't be any, serial or local-serial
            consistency.write = any             | consistency.write can't be any, serial or local-serial
            consistency.delete = serial         | consistency.delete can't be any, serial or local-serial
            consistency.revoke = any            | consistency.revoke can't be any, serial or local-serial
            consistency.serial = quorum         | consistency.serial must be local-serial or serial
            unreachable-dc = ignore             | unreachable-dc must be one of continue, fail
            max-pending-deletions = -1          | max-pending-deletions must be from 0 to 1000000
            max-pending-deletions = 1000001     | max-pending-deletions must be from 0 to 1000000
            username = alice                    | password is missing; username is set
            password = hunter2                  | username is missing; password is set
            username = [a], password = b        | username must be a text
            tls = true                          | tls must be a block of options, in braces
            tls.enabled = maybe                 | tls.enabled must be true or false
            tls.hostname-verification = maybe   | tls.hostname-verification must be true or false
            tls.trust-store = /nowhere.p12      | tls.trust-store is no file that can be read
            tls.key-store = /nowhere.p12        | tls.key-store is no file that can be read
            tls.trust-store = "/"               | tls.trust-store is no file that can be read
            tls.trust-store = "a\\u0000b"       | tls.trust-store is no file that can be read
            tls.key-store-password = [a]        | tls.key-store-password must be a text
            max-requests-in-flight = 255        | max-requests-in-flight must be from 256 to 16384
            max-requests-in-flight = 16385      | max-requests-in-flight must be from 256 to 16384
            driver = 5                          | driver must be a block of options, in braces
            """)
    void wrongOption_isNamed_withTheRemedy(String option, String problem) {
        assertThat(Options.OPTIONS.problems(Options.OPTIONS.required() + option))
                .first()
                .asString()
                .startsWith(BLOCK + problem)
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            local-datacentre = eqiad        | local-datacentre is not an option; did you mean local-datacenter?
            contactpoints = []              | contactpoints is not an option; did you mean contact-points?
            consistency.reads = one         | consistency.reads is not an option; did you mean read?
            tls.truststore = a              | tls.truststore is not an option; did you mean trust-store?
            create.gcgrace = 1 day          | create.gcgrace is not an option; did you mean gc-grace?
            max-pending-deletion = 1        | max-pending-deletion is not an option; did you mean max-pending-deletions?
            """)
    void unknownOption_isNamed_withTheNearestOne(String option, String problem) {
        assertThat(Options.OPTIONS.problems(Options.OPTIONS.required() + option))
                .containsExactly(BLOCK + problem + " (test.conf: 2)");
    }

    @Test
    void allProblems_areReportedTogether() {
        assertThat(Options.OPTIONS.problems("""
                        contact-points = ["a b"]
                        keyspace = "a b"
                        schema = create
                        consistency { read = any, serial = one }
                        unreachable-dc = ignore
                        max-requests-in-flight = 1
                        username = alice
                        tls { enabled = yes, trust-store = /nowhere.p12, key-store = /nowhere.p12 }
                        colour = red
                        """))
                .extracting(problem -> problem.replace(BLOCK, "").replaceFirst("[ :].*", ""))
                .containsExactlyInAnyOrder(
                        "contact-points",
                        "local-datacenter",
                        "keyspace",
                        "create.replication",
                        "consistency.read",
                        "consistency.serial",
                        "unreachable-dc",
                        "max-requests-in-flight",
                        "password",
                        "tls.trust-store",
                        "tls.key-store",
                        "colour");
    }

    @Test
    void options_areValidated_withASessionOfTheApplication_exceptThoseOfConnecting() {
        // The wrong options fail before a session is opened or used. OwnSessionIT tests that a given session is used.
        String wrong = "holdall.stores.sessions.cassandra { schema = drop, contact-points = [\"a b\"] }";
        StoreConfigurationException failure = catchThrowableOfType(
                StoreConfigurationException.class,
                () -> SessionStores.builder("sessions")
                        .config(ConfigFactory.parseString(wrong))
                        .backend(CassandraBackendProvider.using(DriverStubs.in(CqlSession.class)))
                        .open());

        assertThat(failure.problems()).singleElement().asString().startsWith(BLOCK + "schema must be one of");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password = hunter2",
                "password = [hunter2]",
                "username = hunter2",
                "passwort = hunter2",
                "tls.trust-store = hunter2, tls.key-store-password = [hunter2]",
                "tls.key-store-pasword = hunter2",
                "contact-points = [\"user:hunter2@there\"]",
                "keyspace = \"hunter2;\"",
                "driver = hunter2",
                "create.replication { \"hunter2'\" = 1 }"
            })
    void failure_doesNotShowTheValue(String option) {
        assertThat(Options.OPTIONS.failure("local-datacenter = eqiad," + option))
                .hasMessageContaining(BLOCK)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void credentials_areNotShown() throws Exception {
        Path file = KeyStores.create(folder.resolve("keys.p12"), "hunter2c");
        ConnectionOptions options = Options.OPTIONS.read("""
                username = hunter2a, password = hunter2b
                tls { enabled = true, key-store = "%s", key-store-password = hunter2c }
                """.formatted(file), ConnectionOptions::read);

        assertThat(options.credentials()).isNotNull();
        assertThat(options.tls().enabled()).isTrue();
        assertThat(options.toString()).doesNotContain(SECRET);
    }

    @Test
    void theReferenceHoldsEveryOption() {
        assertThat(ConfigFactory.defaultReference()
                        .getConfig("holdall.defaults.cassandra")
                        .root()
                        .keySet())
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "contact-points",
                        "local-datacenter",
                        "keyspace",
                        "table",
                        "maps-table",
                        "schema",
                        "create",
                        "consistency",
                        "unreachable-dc",
                        "max-pending-deletions",
                        "username",
                        "password",
                        "tls",
                        "max-requests-in-flight",
                        "driver"));
    }
}
