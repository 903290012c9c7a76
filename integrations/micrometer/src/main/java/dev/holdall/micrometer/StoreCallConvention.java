package dev.holdall.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * The name and the attributes of the observations of calls. An application that wants others extends
 * {@link DefaultStoreCallConvention}, and gives its convention to {@link TracingObserver} or to the observation
 * registry.
 */
public interface StoreCallConvention extends ObservationConvention<StoreCallContext> {

    @Override
    default boolean supportsContext(Observation.Context context) {
        return context instanceof StoreCallContext;
    }
}
