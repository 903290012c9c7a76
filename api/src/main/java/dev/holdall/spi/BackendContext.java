package dev.holdall.spi;

import dev.holdall.StoreObserver;
import java.time.Duration;
import java.util.function.LongSupplier;

/** What a backend is given when it is opened. Implemented by Holdall. Thread-safe. */
public interface BackendContext {

    /**
     * The name of the store that the backend is opened for, for messages and thread names.
     *
     * @return not empty
     */
    String store();

    /**
     * Elapsed time, for a backend that measures lifetimes itself. Monotonic, from an arbitrary origin; a test's clock,
     * where the store was given one.
     *
     * @return a source of nanoseconds
     */
    LongSupplier nanoTime();

    /**
     * The deadline of a call. A backend's own timeouts should be no longer, fallbacks within one call included.
     *
     * @return greater than zero
     */
    Duration requestTimeout();

    /**
     * The largest value that the store lets through.
     *
     * @return bytes, greater than zero
     */
    int maxValueBytes();

    /**
     * How long the store's revocations hold: a server that drops tombstones must not do so earlier.
     *
     * @return greater than zero
     */
    Duration revocationHorizon();

    /**
     * Tells the store's observers of something that is no failure of a call.
     *
     * @param incident what happened
     */
    void report(StoreObserver.Incident incident);
}
