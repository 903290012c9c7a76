package dev.holdall.examples.cassandranode;

import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.cassandra.CassandraNode;
import dev.holdall.testservers.processes.EnterKey;
import dev.holdall.testservers.processes.ServerStartException;

/** Starts a Cassandra node on this machine, and prints the command that runs the quickstart on it. */
public final class OneNode {

    private static final String DATA_CENTRE = "local";

    private OneNode() {}

    /**
     * Runs until Enter or Ctrl-C is pressed, but for half an hour at most. Then the node ends, and its data is deleted.
     *
     * @param arguments none
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("Starting a Cassandra node ...");
        try (CassandraCluster cluster =
                CassandraCluster.builder().dataCenter(DATA_CENTRE, 1).start()) {
            CassandraNode node = cluster.node(DATA_CENTRE, 0);
            System.out.println(instructions(node.contactPoint().getHostString() + ":"
                    + node.contactPoint().getPort()));
            EnterKey.awaitEnter();
        } catch (ServerStartException e) {
            System.err.println("The node did not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static String instructions(String contactPoint) {
        return """
                The node answers at %1$s, in data centre %2$s. To run the quickstart on it, enter in another terminal:

                mvn -q compile exec:java -pl examples/quickstart -am -Dmaven.test.skip \\
                  -Dholdall.defaults.backend=cassandra \\
                  -Dholdall.defaults.cassandra.contact-points=%1$s \\
                  -Dholdall.defaults.cassandra.local-datacenter=%2$s \\
                  -Dholdall.defaults.cassandra.create.replication.%2$s=1

                Enter or Ctrl-C ends the node; after half an hour it ends.""".formatted(contactPoint, DATA_CENTRE);
    }
}
