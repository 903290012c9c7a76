package dev.holdall.examples.twodatacentres;

import dev.holdall.SessionStoreException;
import dev.holdall.testservers.cassandra.CassandraCluster;
import dev.holdall.testservers.processes.ServerStartException;
import java.io.PrintStream;
import java.util.Locale;

/** Starts two data centres on this machine, each with one Cassandra node, opens a store in each, and runs the story. */
public final class TwoDataCentres {

    private static final String HERE = "eqiad";
    private static final String THERE = "codfw";

    private TwoDataCentres() {}

    /**
     * Runs the example. The process ends with exit code 1 if anything isn't as the example says.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try {
            run(System.out);
        } catch (BrokenPromiseException | SessionStoreException | ServerStartException e) {
            System.out.flush();
            System.err.println("The example failed: " + e.getMessage());
            System.exit(1);
        }
    }

    static void run(PrintStream out) {
        out.println("Starting a Cassandra node in each of two data centres ...");
        long start = System.nanoTime();
        try (CassandraCluster cluster = CassandraCluster.builder()
                        .dataCenter(HERE, 1)
                        .dataCenter(THERE, 1)
                        .wideArea(true)
                        .start();
                DataCentre here = DataCentre.open(cluster, HERE);
                DataCentre there = DataCentre.open(cluster, THERE)) {
            out.printf(
                    Locale.ROOT,
                    "%s and %s are up, with a store opened in each, after %.1f s%n",
                    here.name(),
                    there.name(),
                    (System.nanoTime() - start) / 1e9);
            new Story(here, there, cluster.link(), new Narrator(out)).run();
            out.printf("%nEverything happened as printed.%n");
        }
    }
}
