package dev.holdall.micrometer;

import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Call;
import dev.holdall.StoreObserver.End;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The observation of one call. It stops when the call has ended and its scope is closed, whichever comes second. A
 * blocking call ends before it returns; an asynchronous call may end at the same time, in another thread. Handlers then
 * always see the scope closed before the observation stops.
 */
final class StoreCallObservation implements StoreObserver.Observation {

    private final StoreCallContext context;
    private final Observation observation;
    private final Observation.Scope scope;
    private final AtomicInteger awaited = new AtomicInteger(2);

    private StoreCallObservation(StoreCallContext context, Observation observation) {
        this.context = context;
        this.observation = observation;
        this.scope = observation.openScope();
    }

    /** Starts an observation with the calling thread's observation as its parent, and makes it current there. */
    static StoreCallObservation begin(
            ObservationRegistry registry, @Nullable StoreCallConvention convention, Call call) {
        StoreCallContext context = new StoreCallContext(call);
        Observation observation =
                Observation.createNotStarted(convention, DefaultStoreCallConvention.INSTANCE, () -> context, registry);
        return new StoreCallObservation(context, observation.start());
    }

    @Override
    public void onReturn() {
        try {
            scope.close();
        } finally {
            stopIfLast();
        }
    }

    @Override
    public void onEnd(End end) {
        context.end(end);
        stopIfLast();
    }

    private void stopIfLast() {
        if (awaited.decrementAndGet() == 0) {
            CallFailure failure = context.failure();
            if (failure != null) {
                observation.error(failure);
            }
            observation.stop();
        }
    }
}
