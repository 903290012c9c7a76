package dev.holdall.benchmarks.maps;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.Filling;
import dev.holdall.benchmarks.rounds.Json;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.ServerTime;
import dev.holdall.benchmarks.rounds.Table;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The comparisons of maps and logins, with their results. */
public final class MapComparisons {

    private final List<Results> tables = new ArrayList<>();
    private final boolean withLogins;

    private MapComparisons(boolean withLogins) {
        this.withLogins = withLogins;
    }

    /**
     * Returns the rounds of each comparison.
     *
     * @param quick whether to measure for a shorter time, with rougher results
     * @return rounds of a few minutes; of a quarter of a minute if {@code quick}
     */
    public static Rounds rounds(boolean quick) {
        return quick
                ? new Rounds(1, Rounds.SHORT_SLICE, Duration.ofSeconds(15))
                : new Rounds(5, Rounds.SHORT_SLICE, Duration.ofMinutes(3));
    }

    /**
     * Runs the comparisons one after the other. Blocks.
     *
     * @param rounds the rounds of each comparison
     * @param store a store that keeps maps; logins are measured if it keeps groups
     * @param raw maps as the client library alone keeps them, on the same server
     * @param server measures the processor time of the server
     * @return the results
     */
    public static MapComparisons run(Rounds rounds, SessionStore store, RawMaps raw, ServerTime server) {
        MapComparisons comparisons = new MapComparisons(store.traits().groups());
        comparisons.runAll(rounds, store, raw, server);
        return comparisons;
    }

    private void runAll(Rounds rounds, SessionStore store, RawMaps raw, ServerTime server) {
        Filling.fill(store.async(), Workload.present());
        tables.add(new ReadComparison(store, raw, server).run(rounds));
        tables.add(new ChangeComparison(store, server).run(rounds));
        if (withLogins) {
            tables.add(new LoginComparison(store, server).run(rounds));
        }
    }

    /**
     * Prints a table of each comparison, and says so if logins were left out.
     *
     * @param out the stream to print to
     */
    public void print(PrintStream out) {
        tables.forEach(results -> new Table(results).print(out));
        if (!withLogins) {
            out.printf("%nLogins are left out: this backend keeps no groups, in which logins are listed.%n");
        }
    }

    /**
     * Writes the results as JSON.
     *
     * @param name the name of the file, without the extension
     * @return the path of the file
     * @throws IOException if the file can't be written
     */
    public Path write(String name) throws IOException {
        Json json = new Json();
        tables.forEach(json::add);
        return json.write(name);
    }
}
