package dev.holdall.cassandra.internal.connections;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.SimpleStatementBuilder;
import dev.holdall.cassandra.internal.options.CassandraOptions;
import dev.holdall.cassandra.internal.options.SchemaMode;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.cassandra.internal.requests.Requests;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Creates the keyspace and the tables where they are missing, and validates those that exist. Its methods block. */
public final class Schema {

    private final CqlSession session;
    private final CassandraOptions options;
    private final BackendContext context;
    private final Deadline deadline;
    private final List<TableLayout> layouts;
    private final String keyspace;
    private final String keyspaceCql;

    public Schema(CqlSession session, CassandraOptions options, BackendContext context, Deadline deadline) {
        this.session = session;
        this.options = options;
        this.context = context;
        this.deadline = deadline;
        this.layouts = TableLayout.of(options);
        this.keyspace = options.table().keyspace();
        this.keyspaceCql = options.table().keyspaceCql();
    }

    /**
     * Creates the tables, validates them, or does neither, as the option {@code schema} says.
     *
     * @param dataCenters the data centres of the cluster
     * @param localDatacenter the data centre of this process
     */
    public void prepare(Set<String> dataCenters, String localDatacenter) {
        if (options.schema() == SchemaMode.NONE) {
            return;
        }
        if (options.schema() == SchemaMode.CREATE) {
            create(dataCenters);
        }
        failIfAny(problems(dataCenters, localDatacenter));
    }

    private void create(Set<String> dataCenters) {
        Set<String> unknown = new TreeSet<>(options.creation().replication().keySet());
        unknown.removeAll(dataCenters);
        if (!unknown.isEmpty()) {
            failIfAny(List.of("create.replication names " + unknown + ", but the cluster's data centres are "
                    + new TreeSet<>(dataCenters)));
        }
        if (replication() == null) {
            failIfAny(lackingNodes());
            session.execute(statement("CREATE KEYSPACE IF NOT EXISTS " + keyspaceCql + " WITH replication = {"
                    + "'class': '" + DataCenters.NETWORK_TOPOLOGY + "', " + replicas() + "}"));
        }
        for (TableLayout layout : layouts) {
            if (gcGrace(layout.table()) == null) {
                session.execute(statement(creation(layout)));
            }
        }
    }

    private String creation(TableLayout layout) {
        return "CREATE TABLE IF NOT EXISTS " + layout.table().cql() + " " + layout.definition()
                + " WITH gc_grace_seconds = " + options.creation().gcGrace().toSeconds()
                + layout.orderCql()
                // Entries and maps are overwritten often, and read one at a time. Leveled compaction keeps the versions
                // of a key in few files.
                + " AND compaction = {'class': 'LeveledCompactionStrategy'}"
                + " AND compression = {'class': 'LZ4Compressor', 'chunk_length_in_kb': 4}"
                // After a replica has died, a read asks another one within 50 ms. A percentile alone would not do: the
                // reads that wait for the dead replica raise it up to the whole timeout.
                + " AND speculative_retry = 'MIN(99PERCENTILE,50MS)'"
                // A write of a read repair is also sent to another replica after 50 ms. This percentile is that of all
                // writes to the table, and deletions that wait for an unreachable data centre raise it.
                + " AND additional_write_policy = 'MIN(99PERCENTILE,50MS)'"
                + " AND comment = 'Holdall'";
    }

    /**
     * A data centre with fewer nodes than replicas can't keep what it promises: often not even a quorum could answer.
     */
    private List<String> lackingNodes() {
        List<String> problems = new ArrayList<>();
        options.creation().replication().forEach((dataCenter, replicas) -> {
            long nodes = session.getMetadata().getNodes().values().stream()
                    .filter(node -> dataCenter.equals(node.getDatacenter()))
                    .count();
            if (nodes < replicas) {
                problems.add("create.replication asks for " + replicas + " replicas in " + dataCenter + ", which has "
                        + nodes + (nodes == 1 ? " node" : " nodes")
                        + "; ask for fewer, or open the store when there are as many nodes");
            }
        });
        return problems;
    }

    private String replicas() {
        return options.creation().replication().entrySet().stream()
                .map(entry -> "'" + entry.getKey() + "': " + entry.getValue())
                .collect(Collectors.joining(", "));
    }

    private List<String> problems(Set<String> dataCenters, String localDatacenter) {
        Map<String, String> replication = replication();
        if (replication == null) {
            return List.of("keyspace: there is no keyspace " + keyspace + "; create it, or set schema = create");
        }
        List<String> problems = new ArrayList<>();
        layouts.forEach(layout -> problems.addAll(problems(layout)));
        boolean byDataCenter = DataCenters.isByDataCenter(replication);
        if (byDataCenter && !replication.containsKey(localDatacenter)) {
            problems.add("local-datacenter: " + keyspace + " has no replicas in " + localDatacenter);
        }
        if (!byDataCenter && dataCenters.size() > 1) {
            problems.add("keyspace: " + keyspace + " is not replicated by data centre, so no data centre could"
                    + " answer on its own; alter it to " + DataCenters.NETWORK_TOPOLOGY);
        }
        return problems;
    }

    private List<String> problems(TableLayout layout) {
        Table table = layout.table();
        Duration gcGrace = gcGrace(table);
        if (gcGrace == null) {
            return List.of(layout.option() + ": there is no table " + table + "; create it, or set schema = create");
        }
        List<String> problems = new ArrayList<>(layout.differences(columns(table), order(table)));
        if (gcGrace.compareTo(context.revocationHorizon()) <= 0) {
            problems.add(layout.option() + ": " + table + " keeps tombstones for gc_grace_seconds = "
                    + gcGrace.toSeconds() + ", which has to be more than the store's revocation-horizon, "
                    + context.revocationHorizon().toSeconds() + " s");
        }
        return problems;
    }

    private void failIfAny(List<String> problems) {
        if (!problems.isEmpty()) {
            throw OptionProblems.of(context, problems);
        }
    }

    private @Nullable Map<String, String> replication() {
        Row row = session.execute(
                        statement("SELECT replication FROM system_schema.keyspaces WHERE keyspace_name = ?", keyspace))
                .one();
        return row == null ? null : row.getMap(0, String.class, String.class);
    }

    private @Nullable Duration gcGrace(Table table) {
        Row row = session.execute(ofTable("SELECT gc_grace_seconds FROM system_schema.tables", table))
                .one();
        return row == null ? null : Duration.ofSeconds(row.getInt(0));
    }

    private Map<String, String> columns(Table table) {
        return session
                .execute(ofTable("SELECT column_name, kind, type FROM system_schema.columns", table))
                .all()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row.getString(1) + " " + row.getString(2)));
    }

    /** Returns the clustering columns of a table in their order, each with the order of its values. */
    private List<String> order(Table table) {
        return session
                .execute(ofTable(
                        "SELECT column_name, clustering_order, position, kind FROM system_schema.columns", table))
                .all()
                .stream()
                .filter(row -> "clustering".equals(row.getString(3)))
                .sorted(Comparator.comparingInt(row -> row.getInt(2)))
                .map(row -> row.getString(0)
                        + " "
                        + String.valueOf(row.getString(1)).toUpperCase(Locale.ROOT))
                .toList();
    }

    private SimpleStatement ofTable(String select, Table table) {
        return statement(select + " WHERE keyspace_name = ? AND table_name = ?", table.keyspace(), table.name());
    }

    private SimpleStatement statement(String cql, Object... values) {
        // The system tables are local to each node. The default level of an application's session may be ANY, which
        // can't read.
        SimpleStatementBuilder builder = SimpleStatement.builder(cql)
                .setTimeout(Requests.timeout(deadline))
                .setConsistencyLevel(DefaultConsistencyLevel.LOCAL_ONE);
        return builder.addPositionalValues(values).build();
    }
}
