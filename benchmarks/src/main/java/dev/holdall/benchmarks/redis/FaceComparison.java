package dev.holdall.benchmarks.redis;

import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import dev.holdall.benchmarks.Workload;
import dev.holdall.benchmarks.rounds.AsyncLoad;
import dev.holdall.benchmarks.rounds.BlockingLoad;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares each verb of each face with Lettuce alone, on one server. */
final class FaceComparison {

    private static final String RAW = "raw";
    private static final String RAW_SCRIPT = "raw script";
    private static final String RAW_IN_ONE = "raw MGET";
    private static final String STORE = "store";
    private static final String GET_ALL = "getAll 50";
    private static final int MANY = 50;

    private static final Targets GET = Targets.throughput("get", 0.95);

    /** A write by a script can't be faster than a script that only writes. */
    private static final Targets SET = Targets.throughput("set", 0.90).comparedWith(RAW_SCRIPT);

    private final boolean quick;
    private final String uri;
    private final ServerCpu server;
    private final String[] storeKeys = Workload.present();

    /** The keys for Lettuce alone, as long as the store's keys. */
    private final String[] rawKeys = Workload.keys("lettuce", storeKeys.length);

    FaceComparison(boolean quick, RedisServer server) {
        this.quick = quick;
        uri = server.uri();
        this.server = new ServerCpu(server);
    }

    Results run() {
        try (RawLettuce raw = RawLettuce.connect(uri);
                SessionStore store = Stores.open(uri)) {
            Filling.fill(store.async(), storeKeys);
            for (String key : rawKeys) {
                raw.set(key);
            }
            Rounds rounds = quick
                    ? new Rounds(2, Rounds.SHORT_SLICE, Duration.ofSeconds(35))
                    : new Rounds(10, Rounds.SHORT_SLICE, Duration.ofMinutes(5));
            return rounds.run(
                    new Results("Each face of the store beside Lettuce alone", RAW, FaceComparison::targets)
                            .countingUsage()
                            .countingServer(),
                    contenders(raw, store));
        }
    }

    private static Targets targets(Row row, String condition) {
        if (!condition.equals(STORE)) {
            return Targets.NONE;
        }
        return switch (row.verb()) {
            case "get" -> GET;
            case "set" -> SET;
            default -> Targets.NONE;
        };
    }

    private Map<Row, List<Contender>> contenders(RawLettuce raw, SessionStore store) {
        Map<Row, List<Contender>> contenders = new LinkedHashMap<>();
        for (String verb : Verbs.ALL) {
            for (String face : Verbs.FACES) {
                List<Contender> all = new ArrayList<>();
                all.add(contender(RAW, Verbs.ofRaw(raw, verb, face, RandomKeys.of(rawKeys))));
                if (verb.equals("set")) {
                    all.add(contender(RAW_SCRIPT, setting(raw, face)));
                }
                all.add(contender(STORE, Verbs.ofStore(store, verb, face, RandomKeys.of(storeKeys))));
                put(contenders, verb, face, all);
            }
        }
        put(contenders, GET_ALL, Verbs.BLOCKING, gettingAll(raw, store));
        put(contenders, GET_ALL, Verbs.ASYNC, gettingAllAsync(raw, store.async()));
        return contenders;
    }

    private Load setting(RawLettuce raw, String face) {
        RandomKeys<String> keys = RandomKeys.of(rawKeys);
        return face.equals(Verbs.BLOCKING)
                ? new BlockingLoad<>(keys, raw::setByScript)
                : new AsyncLoad<>(keys, raw::setByScriptAsync);
    }

    private List<Contender> gettingAll(RawLettuce raw, SessionStore store) {
        RandomKeys<List<String>> ofRaw = RandomKeys.ofMany(rawKeys, MANY);
        return List.of(
                contender(RAW, new BlockingLoad<>(ofRaw, raw::getAll)),
                contender(RAW_IN_ONE, new BlockingLoad<>(ofRaw, raw::getAllInOne)),
                contender(STORE, new BlockingLoad<>(RandomKeys.ofMany(storeKeys, MANY), store::getAll)));
    }

    private List<Contender> gettingAllAsync(RawLettuce raw, AsyncSessionStore store) {
        RandomKeys<List<String>> ofRaw = RandomKeys.ofMany(rawKeys, MANY);
        return List.of(
                contender(RAW, new AsyncLoad<>(ofRaw, raw::getAllAsync)),
                contender(RAW_IN_ONE, new AsyncLoad<>(ofRaw, raw::getAllInOneAsync)),
                contender(STORE, new AsyncLoad<>(RandomKeys.ofMany(storeKeys, MANY), store::getAll)));
    }

    private Contender contender(String name, Load load) {
        return new Contender(name, server.countedIn(load));
    }

    private static void put(Map<Row, List<Contender>> all, String verb, String face, List<Contender> contenders) {
        for (int inFlight : face.equals(Verbs.BLOCKING) ? new int[] {1, 8} : new int[] {256}) {
            all.put(new Row(verb, face, inFlight), contenders);
        }
    }
}
