package dev.holdall.benchmarks.redis;

import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.Filling;
import dev.holdall.benchmarks.rounds.Load;
import dev.holdall.benchmarks.rounds.RandomKeys;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.Targets;
import dev.holdall.benchmarks.rounds.Verbs;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Compares the local calls of a store in two data centres with those of a store in one, on one server: while the other
 * data centre answers, and while it is cut off.
 */
final class DistanceComparison {

    private static final String ALONE = "one-dc";
    private static final String BOTH = "two-dcs";
    private static final String CUT = "cut-off";

    private static final Targets GET = Targets.throughput("get", 0.97).withMostServer(1.03);
    private static final Targets SET = Targets.throughput("set", 0.75).withMostServer(1.33);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final boolean quick;
    private final RedisServer here;

    DistanceComparison(boolean quick, RedisServer here) {
        this.quick = quick;
        this.here = here;
    }

    Results run() {
        try (DataCentres near = DataCentres.of(here);
                DataCentres gone = DataCentres.of(here);
                SessionStore alone = Stores.open(ALONE, "uri = \"" + here.uri() + "\"");
                SessionStore both = near.open(BOTH, "");
                SessionStore cut = gone.open(CUT, "")) {
            for (SessionStore each : List.of(alone, both, cut)) {
                Filling.fill(each.async(), Workload.present());
            }
            near.marks(BOTH).awaitAtMost(0, PATIENCE);
            gone.there().link().cut();
            Rounds rounds = quick
                    ? new Rounds(2, Rounds.SHORT_SLICE, Duration.ofSeconds(40))
                    : new Rounds(5, Duration.ofMillis(200), Duration.ofMinutes(4));
            return rounds.run(
                    new Results(
                                    "Local calls, by the state of the other data centre",
                                    ALONE,
                                    (row, condition) -> row.verb().equals("get") ? GET : SET)
                            .countingServer(),
                    contenders(alone, both, near.marks(BOTH), cut));
        }
    }

    private Map<Row, List<Contender>> contenders(SessionStore alone, SessionStore both, Marks marks, SessionStore cut) {
        ServerCpu cpu = new ServerCpu(here);
        Map<Row, List<Contender>> contenders = new LinkedHashMap<>();
        for (String verb : List.of("get", "set")) {
            List<Contender> all = List.of(
                    new Contender(ALONE, cpu.countedIn(load(alone, verb))),
                    new Contender(BOTH, cpu.countedIn(confirmed(load(both, verb), marks))),
                    new Contender(CUT, cpu.countedIn(load(cut, verb))));
            for (int threads : new int[] {1, 8}) {
                contenders.put(new Row(verb, Verbs.BLOCKING, threads), all);
            }
        }
        return contenders;
    }

    private static Load load(SessionStore store, String verb) {
        return Verbs.ofStore(store, verb, Verbs.BLOCKING, RandomKeys.of(Workload.present()));
    }

    /**
     * Returns a load that ends when the other data centre has confirmed everything. So the confirmations count as work
     * of this load, and don't disturb the next one.
     */
    private static Load confirmed(Load load, Marks marks) {
        return (inFlight, time) -> {
            var sample = load.run(inFlight, time);
            marks.awaitAtMost(0, PATIENCE);
            return sample;
        };
    }
}
