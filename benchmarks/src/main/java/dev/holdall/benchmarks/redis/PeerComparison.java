package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.rounds.BlockingLoad;
import dev.holdall.benchmarks.rounds.Contender;
import dev.holdall.benchmarks.rounds.RandomKeys;
import dev.holdall.benchmarks.rounds.Results;
import dev.holdall.benchmarks.rounds.Rounds;
import dev.holdall.benchmarks.rounds.Row;
import dev.holdall.benchmarks.rounds.Targets;
import dev.holdall.benchmarks.rounds.Verbs;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Compares this library with others that keep sessions in Redis: a session is saved, found and touched, on one server.
 */
final class PeerComparison {

    private static final String VISIT = "all three";
    private static final int THREADS = 8;
    private static final Targets TWICE = Targets.throughput(Peers.HOLDALL.title() + ", " + VISIT, 2);

    private final boolean quick;
    private final RedisServer server;

    PeerComparison(boolean quick, RedisServer server) {
        this.quick = quick;
        this.server = server;
    }

    Results run() {
        Map<Peers, Peer> peers = new LinkedHashMap<>();
        try {
            for (Peers each : Peers.values()) {
                peers.put(each, each.withSessions(each.connect(server.uri())));
            }
            Rounds rounds = quick
                    ? new Rounds(2, Rounds.SHORT_SLICE, Duration.ofSeconds(25))
                    : new Rounds(10, Rounds.SHORT_SLICE, Duration.ofMinutes(3));
            return rounds.run(
                    new Results(
                                    "A session of 1 KiB, by what keeps it in Redis",
                                    Peers.SPRING_PLAIN.title(),
                                    PeerComparison::targets)
                            .countingUsage()
                            .countingServer(),
                    contenders(peers));
        } finally {
            peers.values().forEach(Peer::close);
        }
    }

    private static Targets targets(Row row, String condition) {
        return row.verb().equals(VISIT) && condition.equals(Peers.HOLDALL.title()) ? TWICE : Targets.NONE;
    }

    private Map<Row, List<Contender>> contenders(Map<Peers, Peer> peers) {
        Map<String, BiConsumer<Peer, String>> verbs = new LinkedHashMap<>();
        verbs.put("save", Peer::save);
        verbs.put("find", Peer::find);
        verbs.put("touch", Peer::touch);
        verbs.put(VISIT, Peer::visit);
        ServerCpu cpu = new ServerCpu(server);
        Map<Row, List<Contender>> contenders = new LinkedHashMap<>();
        verbs.forEach((verb, call) -> {
            List<Contender> all = new ArrayList<>();
            peers.forEach((which, peer) -> all.add(new Contender(
                    which.title(),
                    cpu.countedIn(new BlockingLoad<>(RandomKeys.of(which.ids()), id -> call.accept(peer, id))))));
            contenders.put(new Row(verb, Verbs.BLOCKING, THREADS), all);
        });
        return contenders;
    }
}
