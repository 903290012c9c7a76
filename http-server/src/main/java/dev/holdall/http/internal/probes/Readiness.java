package dev.holdall.http.internal.probes;

import dev.holdall.AsyncSessionStore;
import dev.holdall.http.internal.problems.Failures;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks every store whether it answers, by reading a key. It is asked once a second at most, however often somebody
 * wants to know, so that this is no way to load the stores. Thread-safe.
 */
final class Readiness {

    static final String READY = "ready";

    /** A read of any key will do: what it holds isn't looked at, and nothing is written. */
    private static final String KEY = "holdall:readiness";

    private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(1);

    private record Asked(long nanos, CompletableFuture<Map<String, String>> states) {}

    private final Map<String, AsyncSessionStore> stores;
    private @Nullable Asked last;

    Readiness(Map<String, AsyncSessionStore> stores) {
        this.stores = Map.copyOf(stores);
    }

    /** Returns the state of each store: ready, or the type of the problem. */
    synchronized CompletableFuture<Map<String, String>> states() {
        Asked before = last;
        long now = System.nanoTime();
        if (before != null && now - before.nanos < VALID_NANOS) {
            return before.states;
        }
        CompletableFuture<Map<String, String>> states = ask();
        last = new Asked(now, states);
        return states;
    }

    private CompletableFuture<Map<String, String>> ask() {
        Map<String, CompletableFuture<String>> asked = new TreeMap<>();
        stores.forEach((name, store) -> asked.put(name, ask(store)));
        return CompletableFuture.allOf(asked.values().toArray(CompletableFuture[]::new))
                .thenApply(done -> {
                    Map<String, String> states = new TreeMap<>();
                    asked.forEach((name, state) -> states.put(name, state.join()));
                    return states;
                });
    }

    private static CompletableFuture<String> ask(AsyncSessionStore store) {
        try {
            return store.get(KEY)
                    .handle((value, failure) -> failure == null ? READY : state(failure))
                    .toCompletableFuture();
        } catch (IllegalStateException e) {
            return CompletableFuture.completedFuture(state(e));
        }
    }

    private static String state(Throwable failure) {
        return Failures.of(failure).type().label();
    }
}
