package dev.holdall.testservers.cassandra;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.internal.core.metadata.token.Murmur3Token;
import com.datastax.oss.driver.internal.core.metadata.token.Murmur3TokenFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Writes rows through a chosen coordinator whose only replica is another chosen node. */
final class Probe {

    private static final Murmur3TokenFactory TOKENS = new Murmur3TokenFactory();

    private final CqlSession session;
    private final List<NodeLocation> locations;

    Probe(CqlSession session, List<NodeLocation> locations) {
        this.session = session;
        this.locations = locations;
    }

    /** Creates a keyspace for each data centre, with one replica there, and a table in it. */
    void createTables(Collection<String> dataCenters) {
        for (String dataCenter : dataCenters) {
            String keyspace = keyspace(dataCenter);
            session.execute("CREATE KEYSPACE IF NOT EXISTS " + keyspace
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + dataCenter + "': 1}"
                    + " AND durable_writes = false");
            session.execute("CREATE TABLE IF NOT EXISTS " + keyspace + ".probe (key int PRIMARY KEY)");
        }
    }

    /**
     * Writes a row through the coordinator. Returns true if the replica answered, and false if the driver doesn't know
     * the coordinator yet; throws what the driver throws.
     */
    boolean write(NodeLocation coordinator, NodeLocation replica) {
        Optional<Node> node = node(coordinator);
        node.ifPresent(known -> session.execute(SimpleStatement.newInstance("INSERT INTO "
                        + keyspace(replica.dataCenter()) + ".probe (key) VALUES (" + keyOf(replica) + ")")
                .setConsistencyLevel(ConsistencyLevel.ONE)
                .setNode(known)));
        return node.isPresent();
    }

    private Optional<Node> node(NodeLocation location) {
        InetSocketAddress address = new InetSocketAddress(location.listen(), CassandraNode.NATIVE_PORT);
        return session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getEndPoint().resolve().equals(address))
                .findFirst();
    }

    private int keyOf(NodeLocation replica) {
        return IntStream.iterate(0, key -> key + 1)
                .filter(key -> replicaOf(key, replica.dataCenter()).equals(replica))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Returns the node of the data centre that is the replica of a key: on the ring, the first whose token isn't below
     * that of the key.
     */
    private NodeLocation replicaOf(int key, String dataCenter) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).putInt(0, key);
        long token = ((Murmur3Token) TOKENS.hash(bytes)).getValue();
        List<NodeLocation> ring = locations.stream()
                .filter(location -> location.dataCenter().equals(dataCenter))
                .sorted(Comparator.comparingLong(NodeLocation::token))
                .toList();
        return ring.stream()
                .filter(location -> location.token() >= token)
                .findFirst()
                .orElse(ring.get(0));
    }

    private static String keyspace(String dataCenter) {
        return CqlIdentifier.fromInternal("probe_" + dataCenter).asCql(true);
    }
}
