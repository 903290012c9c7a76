package dev.holdall.testservers.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import java.util.stream.Collectors;

/** A table for tests to write to. */
final class Cql {

    static final String INSERT = "INSERT INTO test.registers (key, value) VALUES (?, ?)";
    static final String SELECT = "SELECT value FROM test.registers WHERE key = ?";

    private Cql() {}

    /** Creates the table, with a replica on every node. */
    static void createTable(CqlSession session, CassandraCluster cluster) {
        String replicas = cluster.dataCenters().stream()
                .map(dataCenter ->
                        ", '" + dataCenter + "': " + cluster.nodes(dataCenter).size())
                .collect(Collectors.joining());
        session.execute("CREATE KEYSPACE test WITH replication = {'class': 'NetworkTopologyStrategy'" + replicas + "}");
        session.execute("CREATE TABLE test.registers (key int PRIMARY KEY, value blob)");
    }
}
