package dev.holdall.benchmarks.rounds;

import java.time.Duration;
import java.util.Collections;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A load of blocking calls that each use up something that has to be made for them, such as logins to end. All of it is
 * made before the measurement begins. The measurement ends when it is used up, or when the time is over.
 *
 * @param <K> the type of what a call uses up
 */
public final class PreparedLoad<K> implements Load {

    /** How many threads make what the calls use up. */
    private static final int MAKERS = 8;

    private final int most;
    private final Supplier<K> made;
    private final Consumer<K> call;
    private final ServerTime server;

    /**
     * Creates a load of one kind of call.
     *
     * @param most how many calls are made at most in a run, all threads together
     * @param made makes what a call uses up; called by several threads at the same time
     * @param call makes a call, and blocks until it has ended
     * @param server measures the server's processor time during the calls only
     */
    public PreparedLoad(int most, Supplier<K> made, Consumer<K> call, ServerTime server) {
        this.most = most;
        this.made = made;
        this.call = call;
        this.server = server;
    }

    @Override
    public Sample run(int inFlight, Duration time) {
        Queue<K> prepared = prepare(time);
        return server.countedIn((threads, measured) -> measure(prepared, threads, measured))
                .run(inFlight, time);
    }

    private Queue<K> prepare(Duration time) {
        Queue<K> prepared = new ConcurrentLinkedQueue<>();
        int each = (most + MAKERS - 1) / MAKERS;
        Runnable maker = () -> {
            for (int i = 0; i < each; i++) {
                prepared.add(made.get());
            }
        };
        LoadThreads.runAll(Collections.nCopies(MAKERS, maker), time);
        return prepared;
    }

    private Sample measure(Queue<K> prepared, int inFlight, Duration time) {
        Meter meter = new Meter(time);
        LoadThreads.runAll(Collections.<Runnable>nCopies(inFlight, () -> callUntilOver(prepared, meter)), time);
        return meter.stop();
    }

    private void callUntilOver(Queue<K> prepared, Meter meter) {
        K next = prepared.poll();
        while (next != null) {
            long begun = System.nanoTime();
            call.accept(next);
            meter.ended(begun);
            next = meter.isOver() ? null : prepared.poll();
        }
    }
}
