package dev.holdall.micrometer;

import dev.holdall.StoreObserver.Call;
import dev.holdall.StoreObserver.End;
import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a convention and a handler can know of a call. Spans are of the kind {@code CLIENT}. The trace context isn't
 * sent to the servers, because the protocols of databases have no place for it.
 */
public final class StoreCallContext extends SenderContext<Object> {

    private final Call call;
    private volatile @Nullable End end;

    StoreCallContext(Call call) {
        super((carrier, key, value) -> {}, Kind.CLIENT);
        this.call = call;
        setCarrier(call);
    }

    /**
     * Returns the facts that are known when the call begins.
     *
     * @return the facts; without key and value
     */
    public Call call() {
        return call;
    }

    /**
     * Returns the facts that are known when the call has ended.
     *
     * @return the facts; empty while the call hasn't ended. A convention is asked when the observation starts, and
     *     again when it stops.
     */
    public Optional<End> end() {
        return Optional.ofNullable(end);
    }

    void end(End value) {
        this.end = value;
    }

    /** Returns the failure of the call; null if it hasn't failed. */
    @Nullable
    CallFailure failure() {
        End ended = end;
        return ended == null ? null : CallFailure.of(ended.result());
    }
}
