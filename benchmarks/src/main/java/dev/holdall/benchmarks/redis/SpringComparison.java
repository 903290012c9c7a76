package dev.holdall.benchmarks.redis;

import dev.holdall.benchmarks.Workload;
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

/** Compares the repositories of Spring Session with this library's, on one server. */
final class SpringComparison {

    private static final int THREADS = 8;
    private static final int SESSIONS = 2_000;

    private static final String PLAIN = "spring plain";
    private static final String INDEXED = "spring indexed";
    private static final String HOLDALL = "holdall";
    private static final String WITH_USERS = "holdall with users";
    private static final String EACH_TOUCH = "holdall, each touch";

    private static final Targets OF_PLAIN = Targets.throughput(HOLDALL, 1.0);
    private static final Targets OF_INDEXED =
            Targets.throughput(WITH_USERS, 2.5).comparedWith(INDEXED);

    private final boolean quick;
    private final RedisServer server;

    SpringComparison(boolean quick, RedisServer server) {
        this.quick = quick;
        this.server = server;
    }

    Results run() {
        Map<String, SpringSessions<?>> repositories = new LinkedHashMap<>();
        try {
            String uri = server.uri();
            repositories.put(PLAIN, SpringSessions.plain(uri));
            repositories.put(INDEXED, SpringSessions.indexed(uri));
            repositories.put(HOLDALL, SpringSessions.holdall(uri, false, 0.1));
            repositories.put(WITH_USERS, SpringSessions.holdall(uri, true, 0.1));
            repositories.put(EACH_TOUCH, SpringSessions.holdall(uri, false, 0));
            Rounds rounds = quick
                    ? new Rounds(2, Rounds.SHORT_SLICE, Duration.ofSeconds(25))
                    : new Rounds(10, Rounds.SHORT_SLICE, Duration.ofMinutes(3));
            return rounds.run(
                    new Results(
                                    "A session of 10 attributes of 100 bytes, in Spring Session",
                                    PLAIN,
                                    SpringComparison::targets)
                            .countingUsage()
                            .countingServer(),
                    contenders(repositories));
        } finally {
            repositories.values().forEach(SpringSessions::close);
        }
    }

    private static Targets targets(Row row, String condition) {
        return switch (condition) {
            case HOLDALL -> OF_PLAIN;
            case WITH_USERS -> OF_INDEXED;
            default -> Targets.NONE;
        };
    }

    private Map<Row, List<Contender>> contenders(Map<String, SpringSessions<?>> repositories) {
        Map<String, BiConsumer<SpringSessions<?>, String>> verbs = new LinkedHashMap<>();
        verbs.put("save", SpringSessions::saveAnother);
        verbs.put("find", SpringSessions::find);
        verbs.put("touch", SpringSessions::touch);
        verbs.put("change", SpringSessions::change);
        ServerCpu cpu = new ServerCpu(server);
        Map<Row, List<Contender>> contenders = new LinkedHashMap<>();
        int number = 0;
        for (Map.Entry<String, SpringSessions<?>> entry : repositories.entrySet()) {
            SpringSessions<?> repository = entry.getValue();
            RandomKeys<String> ids = RandomKeys.of(saved(repository, number++));
            verbs.forEach((verb, call) -> contenders
                    .computeIfAbsent(new Row(verb, Verbs.BLOCKING, THREADS), row -> new ArrayList<>())
                    .add(new Contender(
                            entry.getKey(),
                            cpu.countedIn(new BlockingLoad<>(ids, id -> call.accept(repository, id))))));
        }
        return contenders;
    }

    /** Saves sessions whose ids no other repository has, and which are equally long. */
    private static String[] saved(SpringSessions<?> repository, int number) {
        String[] ids = Workload.keys("spring" + number, SESSIONS);
        for (String id : ids) {
            repository.save(id);
        }
        return ids;
    }
}
