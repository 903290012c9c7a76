package dev.holdall.benchmarks.cassandra;

import dev.holdall.benchmarks.rounds.Json;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Table;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs the comparisons of the Cassandra backend, against nodes that it starts itself. */
public final class CassandraComparison {

    private CassandraComparison() {}

    /**
     * Runs the comparisons that the arguments name; without one, the comparison with the driver alone.
     *
     * @param arguments {@code cassandra}, and optionally {@code --quick}, {@code --wan 40ms} and {@code --growth}, or
     *     {@code --maps}
     * @throws IOException if the results can't be written
     */
    public static void main(String[] arguments) throws IOException {
        Arguments asked = Arguments.parse(Arrays.asList(arguments).subList(1, arguments.length));
        if (asked.maps()) {
            PartitionComparison.run(asked.quick());
        } else {
            compareEntries(asked);
        }
    }

    private static void compareEntries(Arguments asked) throws IOException {
        List<Results> all = new ArrayList<>();
        Duration wan = asked.wan();
        if (wan != null) {
            all.addAll(new WanComparison(asked.quick(), wan, System.out).run());
        }
        if (asked.growth()) {
            all.add(new GrowthComparison(asked.quick()).run());
        }
        if (all.isEmpty()) {
            all.add(new FaceComparison(asked.quick()).run());
        }
        all.forEach(results -> new Table(results).print(System.out));
        Json json = new Json();
        all.forEach(json::add);
        System.out.println("JSON: " + json.write(name(asked)));
    }

    private static String name(Arguments asked) {
        return "cassandra" + (asked.wan() == null ? "" : "-wan") + (asked.growth() ? "-growth" : "");
    }
}
