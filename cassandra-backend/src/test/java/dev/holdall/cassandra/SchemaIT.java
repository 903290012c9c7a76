package dev.holdall.cassandra;

import static dev.holdall.cassandra.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreConfigurationException;
import dev.holdall.testservers.cassandra.CassandraCluster;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each value of the option {@code schema} does with the keyspace and the table that exist. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaIT {

    private static final String BLOCK = "holdall.stores.sessions.cassandra.";
    private static final String EVERYWHERE = "{'class': 'NetworkTopologyStrategy', 'eqiad': 1, 'codfw': 1}";

    private final CassandraCluster cluster = Clusters.shared();
    private final CqlSession session = cluster.connect(Clusters.EQIAD);
    private final String keyspace = Stores.newName("schema");

    SchemaIT() {
        createKeyspace(keyspace, EVERYWHERE);
    }

    @AfterAll
    void close() {
        session.close();
    }

    @Test
    void create_makesTheKeyspace_andATableForSessions() {
        String created = Stores.newName("Created");
        String options = "schema = create, create.gc-grace = 3 days, table = Entries, keyspace = " + created;

        assertServes(options);

        Row table = session.execute(
                        "SELECT * FROM system_schema.tables WHERE keyspace_name = ? AND table_name = ?",
                        created,
                        "Entries")
                .one();
        assertThat(replication(created))
                .containsEntry("eqiad", "1")
                .containsEntry("codfw", "1")
                .hasEntrySatisfying("class", name -> assertThat(name).endsWith("NetworkTopologyStrategy"));
        assertThat(table).isNotNull();
        assertThat(table.getInt("gc_grace_seconds"))
                .isEqualTo(Duration.ofDays(3).toSeconds());
        assertThat(Objects.requireNonNull(table.getMap("compaction", String.class, String.class))
                        .get("class"))
                .endsWith("LeveledCompactionStrategy");
        assertThat(table.getMap("compression", String.class, String.class))
                .containsEntry("chunk_length_in_kb", "4")
                .hasEntrySatisfying("class", name -> assertThat(name).endsWith("LZ4Compressor"));
        assertThat(List.of("speculative_retry", "additional_write_policy"))
                .as("not a percentile alone")
                .allSatisfy(option ->
                        assertThat(table.getString(option)).startsWith("MIN(99").contains("50"));

        assertServes(options);
        assertServes("schema = validate, table = Entries, keyspace = " + created);
    }

    @Test
    void create_makesATableForMaps_besideThatOfTheEntries() {
        String created = Stores.newName("Created");
        String options = "create.gc-grace = 3 days, maps-table = Maps, table = Entries, keyspace = " + created;
        try (SessionStore store = open("schema = create, " + options)) {
            store.maps().create("key", Map.of("field", bytes("value")));
        }

        TableMetadata table = session.getMetadata()
                .getKeyspace(CqlIdentifier.fromInternal(created))
                .flatMap(found -> found.getTable(CqlIdentifier.fromInternal("Maps")))
                .orElseThrow();
        assertThat(table.describe(false).replace("\"", ""))
                .contains("key text, born blob, field text, value blob, PRIMARY KEY (key, born, field)")
                .contains("CLUSTERING ORDER BY (born DESC, field ASC)")
                .contains("gc_grace_seconds = 259200")
                .contains("LeveledCompactionStrategy");
        try (SessionStore store = open("schema = validate, " + options)) {
            assertThat(store.maps().get("key")).isPresent();
        }
    }

    @Test
    void create_ofTheTableOfMaps_leavesThatOfTheEntriesUnchanged() {
        String kask = createTable("key text PRIMARY KEY, value blob", " WITH comment = 'Kask'");
        String maps = Stores.newName("maps");

        open("schema = create, table = " + kask + ", maps-table = " + maps).close();

        assertThat(session.execute(
                                "SELECT table_name, comment FROM system_schema.tables WHERE keyspace_name = ?",
                                keyspace)
                        .all())
                .filteredOn(row -> List.of(kask, maps).contains(row.getString(0)))
                .extracting(row -> row.getString(1))
                .containsExactlyInAnyOrder("Kask", "Holdall");
    }

    @Test
    void create_ofAnExistingTable_leavesItUnchanged() {
        String kask = Stores.newName("kask");
        createKeyspace(kask, "{'class': 'NetworkTopologyStrategy', 'eqiad': 1}");
        session.execute("CREATE TABLE " + kask + ".values (key text PRIMARY KEY, value blob) WITH comment = 'Kask'");

        assertServes("schema = create, table = values, keyspace = " + kask);

        Row table = session.execute("SELECT * FROM system_schema.tables WHERE keyspace_name = ?", kask)
                .one();
        assertThat(table).isNotNull();
        assertThat(table.getString("comment")).isEqualTo("Kask");
        assertThat(replication(kask)).doesNotContainKey("codfw");
    }

    @Test
    void create_ofAWrongTable_isAProblem() {
        String table = createTable("key blob PRIMARY KEY, value blob", "");

        assertProblem(
                "schema = create, table = " + table,
                wrongColumnsOf(table) + "the column key is a partition_key blob, not a partition_key text");
    }

    @Test
    void create_withAnUnknownDataCentre_isAProblem() {
        String created = Stores.newName("nowhere");

        assertProblem(
                "schema = create, create.replication { esams = 1 }, keyspace = " + created,
                "create.replication names [esams], but the cluster's data centres are [codfw, eqiad]");
        assertThat(session.execute("SELECT * FROM system_schema.keyspaces WHERE keyspace_name = ?", created)
                        .one())
                .isNull();
    }

    @Test
    void create_withMoreReplicasThanNodes_isAProblem() {
        String created = Stores.newName("crowded");

        assertThat(problems("schema = create, create.replication { eqiad = 2, codfw = 3 }, keyspace = " + created))
                .containsExactly(
                        BLOCK + "create.replication asks for 3 replicas in codfw, which has 1 node; ask for fewer, or"
                                + " open the store when there are as many nodes",
                        BLOCK + "create.replication asks for 2 replicas in eqiad, which has 1 node; ask for fewer, or"
                                + " open the store when there are as many nodes");
        assertThat(session.execute("SELECT * FROM system_schema.keyspaces WHERE keyspace_name = ?", created)
                        .one())
                .isNull();
    }

    @Test
    void validate_ofAMissingKeyspace_isAProblem() {
        assertProblem(
                "schema = validate, keyspace = nowhere",
                "keyspace: there is no keyspace nowhere; create it, or set schema = create");
    }

    @Test
    void validate_ofAMissingTable_isAProblem_alsoWhereOnlyTheCaseDiffers() {
        String table = createTable("key text PRIMARY KEY, value blob", "");

        assertServes("schema = validate, table = " + table);
        assertProblem(
                "schema = validate, table = " + table.toUpperCase(Locale.ROOT),
                "table: there is no table " + keyspace + "." + table.toUpperCase(Locale.ROOT)
                        + "; create it, or set schema = create");
    }

    @Test
    void validate_ofAMissingTableOfMaps_isAProblem_beforeAnyMapIsUsed() {
        String table = createTable("key text PRIMARY KEY, value blob", "");

        assertServes("schema = validate, table = " + table);
        assertProblem(
                "schema = validate, maps-table = nowhere, table = " + table,
                "maps-table: there is no table " + keyspace + ".nowhere; create it, or set schema = create");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            key text PRIMARY KEY, value blob | | is not (key text, born blob, field text, value blob, PRIMARY KEY \
            (key, born, field)): the column born is missing, the column field is missing
            key text, born blob, field text, value blob, PRIMARY KEY (key, born, field) | \
            | has the clustering order (born ASC, field ASC), not (born DESC, field ASC)
            key text, born blob, field text, value blob, PRIMARY KEY (key, field, born) | \
            AND CLUSTERING ORDER BY (field ASC, born DESC) \
            | has the clustering order (field ASC, born DESC), not (born DESC, field ASC)
            """)
    void validate_ofAnotherTableOfMaps_isAProblem(String columns, @Nullable String order, String difference) {
        String table = createTable("key text PRIMARY KEY, value blob", "");
        String maps = createTable(columns, " WITH gc_grace_seconds = 864000 " + (order == null ? "" : order));

        assertProblem(
                "schema = validate, table = " + table + ", maps-table = " + maps,
                "maps-table: " + keyspace + "." + maps + " " + difference);
    }

    @Test
    void validate_ofATableOfMapsWhoseTombstonesGo_isAProblem() {
        String table = createTable("key text PRIMARY KEY, value blob", "");
        String maps = createTable(
                "key text, born blob, field text, value blob, PRIMARY KEY (key, born, field)",
                " WITH gc_grace_seconds = 3600 AND CLUSTERING ORDER BY (born DESC, field ASC)");

        assertProblem(
                "schema = validate, table = " + table + ", maps-table = " + maps,
                "maps-table: " + keyspace + "." + maps + " keeps tombstones for gc_grace_seconds = 3600"
                        + ", which has to be more than the store's revocation-horizon, 86400 s");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            key text PRIMARY KEY, value text | the column value is a regular text, not a regular blob
            key text PRIMARY KEY, data blob | the column data is one too many, the column value is missing
            key text, value blob, PRIMARY KEY (key, value) | the column value is a clustering blob, not a regular blob
            key text PRIMARY KEY, value blob, owner text | the column owner is one too many
            """)
    void validate_ofOtherColumns_isAProblem_thatNamesThem(String columns, String differences) {
        String table = createTable(columns, "");

        assertProblem("schema = validate, table = " + table, wrongColumnsOf(table) + differences);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 86_400})
    void validate_ofTombstonesThatGoWhileARevocationHolds_isAProblem(int gcGrace) {
        String table = createTable("key text PRIMARY KEY, value blob", " WITH gc_grace_seconds = " + gcGrace);

        assertProblem(
                "schema = validate, table = " + table,
                "table: " + keyspace + "." + table + " keeps tombstones for gc_grace_seconds = " + gcGrace
                        + ", which has to be more than the store's revocation-horizon, 86400 s");
    }

    @Test
    void validate_ofTombstonesThatOutliveARevocation_isFine() {
        String table = createTable("key text PRIMARY KEY, value blob", " WITH gc_grace_seconds = 3600");

        Stores.in(cluster, Clusters.EQIAD, options("schema = validate, table = " + table))
                .revocationHorizon(Duration.ofMinutes(59))
                .open()
                .close();
    }

    @Test
    void validate_ofAKeyspaceWithoutLocalReplicas_isAProblem() {
        String remote = Stores.newName("remote");
        createKeyspace(remote, "{'class': 'NetworkTopologyStrategy', 'codfw': 1}");
        session.execute("CREATE TABLE " + remote + ".sessions (key text PRIMARY KEY, value blob)");

        assertProblem(
                "schema = validate, keyspace = " + remote,
                "local-datacenter: " + remote + " has no replicas in " + Clusters.EQIAD);
    }

    @Test
    void validate_ofAKeyspaceThatKnowsNoDataCentres_isAProblem() {
        String simple = Stores.newName("simple");
        createKeyspace(simple, "{'class': 'SimpleStrategy', 'replication_factor': 2}");
        session.execute("CREATE TABLE " + simple + ".sessions (key text PRIMARY KEY, value blob)");

        assertProblem(
                "schema = validate, keyspace = " + simple,
                "keyspace: " + simple + " is not replicated by data centre, so no data centre could answer on its own;"
                        + " alter it to NetworkTopologyStrategy");
    }

    @Test
    void validate_reportsAllProblemsOfATable() {
        String table = createTable("key text PRIMARY KEY, value text", " WITH gc_grace_seconds = 0");

        assertThat(problems("schema = validate, table = " + table)).hasSize(2);
    }

    @Test
    void none_doesNotValidate() {
        String table = createTable("key text PRIMARY KEY, value blob, owner text", " WITH gc_grace_seconds = 0");

        assertServes("schema = none, table = " + table);
    }

    @Test
    void none_ofAMissingTable_failsAtOpeningNevertheless() {
        assertThatThrownBy(() -> open("schema = none, table = nowhere"))
                .isInstanceOf(SessionStoreException.class)
                .isNotInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("the cluster refused the request");
    }

    @Test
    void tableThatIsDropped_whileTheStoreIsOpen_isNamed() {
        String table = createTable("key text PRIMARY KEY, value blob", "");
        try (SessionStore store = open("schema = validate, table = " + table)) {
            session.execute("DROP TABLE " + keyspace + "." + table);

            assertThatThrownBy(() -> store.set("key", bytes("value")))
                    .isInstanceOf(SessionStoreException.class)
                    .hasMessageContaining("most likely the table " + keyspace + "." + table + " was dropped or altered")
                    .hasMessageContaining("nothing was changed");
        }
    }

    private String wrongColumnsOf(String table) {
        return "table: " + keyspace + "." + table + " is not (key text PRIMARY KEY, value blob): ";
    }

    private void assertProblem(String options, String problem) {
        assertThat(problems(options)).containsExactly(BLOCK + problem);
    }

    private List<String> problems(String options) {
        StoreConfigurationException failure = catchThrowableOfType(
                StoreConfigurationException.class, () -> open(options).close());
        assertThat(failure).isNotNull();
        return failure.problems();
    }

    private void assertServes(String options) {
        try (SessionStore store = open(options)) {
            String key = Stores.newName("key");
            store.set(key, bytes("value"));
            assertThat(store.get(key)).contains(bytes("value"));
        }
    }

    private SessionStore open(String options) {
        return Stores.in(cluster, Clusters.EQIAD, options(options)).open();
    }

    private String options(String options) {
        return "keyspace = " + keyspace + ", " + options;
    }

    private void createKeyspace(String name, String replication) {
        session.execute("CREATE KEYSPACE " + name + " WITH replication = " + replication);
    }

    private String createTable(String columns, String with) {
        String table = Stores.newName("entries");
        session.execute("CREATE TABLE " + keyspace + "." + table + " (" + columns + ")" + with);
        return table;
    }

    private Map<String, String> replication(String name) {
        Row row = session.execute("SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?", name)
                .one();
        return Objects.requireNonNull(Objects.requireNonNull(row).getMap(0, String.class, String.class));
    }
}
