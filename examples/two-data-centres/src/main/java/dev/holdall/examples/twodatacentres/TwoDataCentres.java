package dev.holdall.examples.twodatacentres;

import dev.holdall.SessionStoreException;
import dev.holdall.testservers.processes.ServerStartException;
import java.io.PrintStream;
import java.util.Locale;

/**
 * Starts two data centres on this machine, each with one server of the database, opens a store in each, and runs the
 * story.
 */
public final class TwoDataCentres {

    private static final String HERE = "eqiad";
    private static final String THERE = "codfw";

    private TwoDataCentres() {}

    /**
     * Runs the example, on the backend that the system property {@code backend} names: {@code cassandra} (the default)
     * or {@code redis}. The process ends with exit code 1 if anything isn't as the example says.
     *
     * @param arguments none
     */
    public static void main(String[] arguments) {
        try {
            run(System.getProperty("backend", "cassandra"), System.out);
        } catch (BrokenPromiseException | SessionStoreException | ServerStartException | IllegalArgumentException e) {
            System.out.flush();
            System.err.println("The example failed: " + e.getMessage());
            System.exit(1);
        }
    }

    static void run(String backend, PrintStream out) {
        out.println("Starting a " + backend + " server in each of two data centres ...");
        long start = System.nanoTime();
        try (Servers servers = Servers.start(backend, HERE, THERE);
                DataCentre here = DataCentre.open(backend, servers, HERE);
                DataCentre there = DataCentre.open(backend, servers, THERE)) {
            out.printf(
                    Locale.ROOT,
                    "%s and %s are up, with a store opened in each, after %.1f s%n",
                    here.name(),
                    there.name(),
                    (System.nanoTime() - start) / 1e9);
            new Story(here, there, servers, new Narrator(out)).run();
            out.printf("%nEverything happened as printed.%n");
        }
    }
}
