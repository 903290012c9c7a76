package dev.holdall.benchmarks.memory;

import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.Json;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.Table;
import dev.holdall.benchmarks.rounds.Targets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares each verb of each face of the memory backend with Caffeine alone. */
public final class MemoryComparison {

    private static final Targets SET = Targets.throughput(MemoryVerb.SET.title(), 0.60);
    private static final Targets CHANGE_TTL = Targets.throughput(MemoryVerb.CHANGE_TTL.title(), 0.40);

    private final boolean quick;
    private final Results results = new Results(
                    "Each face of the store beside Caffeine alone", Peers.RAW.title(), MemoryComparison::targets)
            .countingUsage()
            .withoutLatency();

    private MemoryComparison(boolean quick) {
        this.quick = quick;
    }

    /**
     * Runs the comparison, and prints and writes its results.
     *
     * @param arguments {@code memory}, and optionally {@code --quick}
     * @throws IOException if the results can't be written
     */
    public static void main(String[] arguments) throws IOException {
        List<String> words = Arrays.asList(arguments);
        Results results = new MemoryComparison(words.contains("--quick")).run();
        new Table(results).print(System.out);
        System.out.println("JSON: " + new Json().add(results).write("memory"));
    }

    private static Targets targets(Row row, String condition) {
        if (row.verb().equals(MemoryVerb.SET.title())) {
            return SET;
        }
        return row.verb().equals(MemoryVerb.CHANGE_TTL.title()) ? CHANGE_TTL : Targets.NONE;
    }

    private Results run() {
        for (MemoryVerb verb : MemoryVerb.values()) {
            for (int i = 0; i < (quick ? 3 : 5); i++) {
                run(verb);
            }
        }
        return results;
    }

    /** Measures a verb in a new process for each contender. */
    private void run(MemoryVerb verb) {
        Rounds rounds = quick
                ? new Rounds(10, Rounds.SHORT_SLICE, Duration.ofSeconds(7))
                : new Rounds(15, Rounds.SHORT_SLICE, Duration.ofSeconds(28));
        List<WorkerProcess> workers = new ArrayList<>();
        try {
            List<Contender> contenders = new ArrayList<>();
            for (Peers peer : verb.peers()) {
                WorkerProcess worker = WorkerProcess.start(peer, verb);
                workers.add(worker);
                contenders.add(new Contender(peer.title(), worker));
            }
            Map<Row, List<Contender>> rows = new LinkedHashMap<>();
            for (int threads : quick ? new int[] {1} : new int[] {1, 2}) {
                rows.put(new Row(verb.title(), "", threads), contenders);
            }
            rounds.run(results, rows);
        } finally {
            workers.forEach(WorkerProcess::close);
        }
    }
}
