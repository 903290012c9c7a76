package dev.holdall.tck;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Version;
import dev.holdall.spi.Counters;
import dev.holdall.tck.internal.bench.History;
import dev.holdall.tck.internal.bench.History.Call;
import dev.holdall.tck.internal.bench.History.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/**
 * Rule CON-05 while a test gets in the way of a backend's servers: concurrent calls on one key after the other, whose
 * answers must be those of calls made one by one in some order. A call that failed must have been applied or not as its
 * {@code outcome()} says.
 *
 * <p>For backends that compare versions, and faults in which servers lose nothing that they have acknowledged. Rounds
 * may run on several threads at once, each with an object of its own.
 */
public final class RandomHistories {

    private static final int THREADS = 3;
    private static final int CALLS_PER_THREAD = 2;

    private final SessionStore store;
    private final long seed;
    private final SplittableRandom random;
    private int rounds;
    private long unknown;

    /**
     * None yet.
     *
     * @param store over the servers; its {@code request-timeout} decides how long a fault holds a round up
     * @param seed of the calls, though not of when they meet
     */
    public RandomHistories(SessionStore store, long seed) {
        this.store = store;
        this.seed = seed;
        random = new SplittableRandom(seed);
    }

    /**
     * Runs rounds; blocks.
     *
     * @param goesOn whether another one begins
     * @throws AssertionError if no order explains the answers of a round; it tells the seed and the calls
     */
    public void runWhile(BooleanSupplier goesOn) {
        ExecutorService threads = Executors.newCachedThreadPool(RandomHistories::thread);
        try {
            while (goesOn.getAsBoolean()) {
                run(threads);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * How many rounds have run.
     *
     * @return those that have ended
     */
    public int rounds() {
        return rounds;
    }

    /**
     * How many calls failed so that nobody knows whether they were applied: if there were none, little was in the way.
     *
     * @return those of all rounds
     */
    public long unknown() {
        return unknown;
    }

    private void run(ExecutorService threads) {
        String key = "history-" + UUID.randomUUID();
        Version seen;
        try {
            seen = store.set(key, Counters.format(0));
        } catch (SessionStoreException e) {
            return; // What the key has is not known.
        }
        History history = new History(true);
        List<CompletableFuture<Void>> callers = new ArrayList<>();
        for (int thread = 1; thread <= THREADS; thread++) {
            List<Call> calls = calls(thread);
            callers.add(CompletableFuture.runAsync(
                    () -> calls.forEach(call -> history.recordWithFailure(call, () -> call.on(store, key, seen))),
                    threads));
        }
        join(callers);
        Call last = new Call(Kind.GET, 0);
        history.recordWithFailure(last, () -> last.on(store, key, seen));
        if (!history.isExplained()) {
            throw new AssertionError("no order explains the answers, seed " + seed + ": " + history);
        }
        rounds++;
        unknown += history.unknown();
    }

    /** Each with a number of its own. */
    private List<Call> calls(int thread) {
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < CALLS_PER_THREAD; i++) {
            calls.add(new Call(Kind.any(random), thread * 100L + i * 10L));
        }
        return calls;
    }

    private void join(List<CompletableFuture<Void>> callers) {
        try {
            callers.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new AssertionError("a call failed for another reason than a fault, seed " + seed, e.getCause());
        }
    }

    private static Thread thread(Runnable caller) {
        Thread thread = new Thread(caller, "holdall-tck-history");
        thread.setDaemon(true);
        return thread;
    }
}
