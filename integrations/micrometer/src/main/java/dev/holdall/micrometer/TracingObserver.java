package dev.holdall.micrometer;

import dev.holdall.StoreObserver;
import io.micrometer.observation.ObservationRegistry;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes each call of a store an observation, of which the handlers of an observation registry make a span. The
 * observation begins in the caller's thread, with the caller's observation as its parent. It is current in that thread
 * until the call of the store returns, so what the client library makes there is its child. A bulk call is one
 * observation.
 *
 * <p>A failed call has an error, which has the name of the result and nothing else: neither the message of an
 * exception, nor a key, nor a value.
 *
 * <p>Handlers that record observations as metrics make a timer named {@code holdall.call} of them. It counts the calls
 * that {@link MetricsObserver} counts, too, under another name; {@code docs/metrics.md} says which one to take, and how
 * to leave out the other. Thread-safe.
 */
public final class TracingObserver implements StoreObserver {

    private static final Observation NOTHING = end -> {};

    private final ObservationRegistry registry;
    private final @Nullable StoreCallConvention convention;

    /**
     * Makes an observer with the convention that the registry has for these observations, or else
     * {@link DefaultStoreCallConvention}.
     *
     * @param registry starts the observations
     */
    public TracingObserver(ObservationRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.convention = null;
    }

    /**
     * Makes an observer with a convention of its own.
     *
     * @param registry starts the observations
     * @param convention the names and the attributes of the observations
     */
    public TracingObserver(ObservationRegistry registry, StoreCallConvention convention) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.convention = Objects.requireNonNull(convention, "convention");
    }

    @Override
    public Observation onBegin(Call call) {
        return registry.isNoop() ? NOTHING : StoreCallObservation.begin(registry, convention, call);
    }
}
