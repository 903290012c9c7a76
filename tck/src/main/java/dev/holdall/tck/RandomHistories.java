package dev.holdall.tck;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.Version;
import dev.holdall.spi.Counters;
import dev.holdall.tck.internal.fixture.History;
import dev.holdall.tck.internal.fixture.History.Call;
import dev.holdall.tck.internal.fixture.History.Kind;
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
 * Checks rule CON-05 while a test injects faults into a backend's servers: makes concurrent calls on one key, then on
 * the next, and checks that some sequential order of the calls explains all answers. A call that failed must have been
 * applied or not as its {@code outcome()} says.
 *
 * <p>It is for backends that compare versions, and for faults in which the servers lose no acknowledged write. Several
 * threads may run rounds at once, if each has an object of its own.
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
     * Creates a checker that has run no rounds yet.
     *
     * @param store a store on the servers; its {@code request-timeout} decides how long a fault delays a round
     * @param seed determines the calls, but not how the threads interleave
     */
    public RandomHistories(SessionStore store, long seed) {
        this.store = store;
        this.seed = seed;
        random = new SplittableRandom(seed);
    }

    /**
     * Runs rounds, and blocks until they have ended.
     *
     * @param goesOn asked before each round whether to run it
     * @throws AssertionError if no order explains the answers of a round; the message has the seed and the calls
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
     * Returns how many rounds have run to their end.
     *
     * @return the number of rounds; a round whose first write failed doesn't count
     */
    public int rounds() {
        return rounds;
    }

    /**
     * Returns how many calls failed with an unknown outcome. If there were none, the faults hardly disturbed the calls.
     *
     * @return the number of such calls in all rounds
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
            return; // The value of the key is not known, so no history can be checked.
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

    /** Makes the calls of one thread. Each call writes a number of its own, so that a read shows which write it saw. */
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
            throw new AssertionError("a call failed, but not because of a fault, seed " + seed, e.getCause());
        }
    }

    private static Thread thread(Runnable caller) {
        Thread thread = new Thread(caller, "holdall-tck-history");
        thread.setDaemon(true);
        return thread;
    }
}
