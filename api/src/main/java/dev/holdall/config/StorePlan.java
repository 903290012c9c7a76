package dev.holdall.config;

import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.Stores;
import dev.holdall.internal.Threads;
import dev.holdall.spi.BackendFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A store whose configuration has been read, and that can be opened. */
record StorePlan(StoreSettings settings, BackendFactory factory) {

    SessionStore open() {
        return open(null, Threads.functions(), List.of());
    }

    SessionStore open(@Nullable InstantSource clock, Executor executor, List<StoreObserver> observers) {
        return Stores.open(settings, factory, clock, executor, observers);
    }
}
