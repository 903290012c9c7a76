package dev.holdall.config;

import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.store.Stores;
import dev.holdall.internal.threads.Threads;
import dev.holdall.spi.BackendFactory;
import dev.holdall.spi.DecoratorFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a store, which has been read and checked, so that the store can be opened.
 *
 * @param decorators the decorators that wrap the backend, the outermost first
 */
record StorePlan(StoreSettings settings, BackendFactory factory, List<DecoratorFactory> decorators) {

    SessionStore open() {
        return open(List.of(), null, Threads.functions(), List.of());
    }

    /** Opens the store; the outer decorators wrap those that are configured. */
    SessionStore open(
            List<DecoratorFactory> outer,
            @Nullable InstantSource clock,
            Executor executor,
            List<StoreObserver> observers) {
        List<DecoratorFactory> all =
                Stream.concat(outer.stream(), decorators.stream()).toList();
        return Stores.open(settings, factory, all, clock, executor, observers);
    }
}
