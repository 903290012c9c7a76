package dev.holdall.benchmarks.cassandra;

import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.benchmarks.rounds.RandomKeys;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Measures the verbs that ask the other data centre: how long they take, and how they end. */
final class FarVerbs {

    private final SessionStore store;
    private final RandomKeys<String>.Sequence keys;
    private final Map<String, List<Cost>> costs = new LinkedHashMap<>();

    FarVerbs(SessionStore store, RandomKeys<String> keys) {
        this.store = store;
        this.keys = keys.sequence();
    }

    private record Cost(String verb, double millis, String end) {}

    /** Calls each of the verbs once. */
    void call(String condition) {
        call(condition, "get LATEST", this::readLatest);
        call(condition, "delete", key -> store.delete(key).toString());
        call(condition, "revoke", key -> store.revoke(key).toString());
    }

    /** Reads the latest entry, and returns how that ended. */
    String readLatest(String key) {
        store.get(key, Read.LATEST);
        return "answered";
    }

    private void call(String condition, String verb, Function<String, String> call) {
        String key = keys.next();
        long begun = System.nanoTime();
        String end = ending(call, key);
        Cost cost = new Cost(verb, (System.nanoTime() - begun) / 1e6, end);
        costs.computeIfAbsent(condition, c -> new ArrayList<>()).add(cost);
    }

    private static String ending(Function<String, String> call, String key) {
        try {
            return call.apply(key);
        } catch (SessionStoreException e) {
            return e.getClass().getSimpleName() + " (" + e.outcome() + ")";
        }
    }

    void print(PrintStream out) {
        out.printf("%nVerbs that ask the other data centre, each call%n");
        costs.forEach((condition, all) -> all.forEach(cost -> out.printf(
                Locale.ROOT, "%-14s%-12s%9.1f ms  %s%n", condition, cost.verb(), cost.millis(), cost.end())));
    }
}
