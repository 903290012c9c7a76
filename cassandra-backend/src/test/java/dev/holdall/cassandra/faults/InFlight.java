package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Makes asynchronous calls, of which a bounded number are in flight at once. */
final class InFlight {

    private static final int MOST = 64;
    private static final int PATIENCE_SECONDS = 60;

    private final Semaphore room = new Semaphore(MOST);
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** Makes a call as soon as there is room for it. */
    void send(Supplier<CompletionStage<?>> call) {
        take(1);
        call.get().whenComplete((answer, failure) -> {
            if (failure != null) {
                failures.add(failure);
            }
            room.release();
        });
    }

    /** Waits until all calls have ended, and returns the failures of those that failed. */
    List<Throwable> end() {
        take(MOST);
        room.release(MOST);
        return List.copyOf(failures);
    }

    private void take(int permits) {
        try {
            assertThat(room.tryAcquire(permits, PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("room for another call")
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
