package dev.holdall.internal;

import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.Request;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All observers of a store. What one throws is logged, and neither reaches the caller nor keeps the others from seeing. */
final class Observers {

    private static final Logger LOG = LoggerFactory.getLogger(Observers.class);

    private final String store;
    private final List<StoreObserver> observers;
    private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();

    Observers(String store, List<StoreObserver> observers) {
        this.store = store;
        this.observers = List.copyOf(observers);
    }

    boolean isEmpty() {
        return observers.isEmpty();
    }

    void onRequest(Request request) {
        tell(observer -> observer.onRequest(request));
    }

    void onIncident(Incident incident) {
        tell(observer -> observer.onIncident(store, incident));
    }

    private void tell(Consumer<StoreObserver> news) {
        for (StoreObserver observer : observers) {
            try {
                news.accept(observer);
            } catch (RuntimeException | Error e) {
                warnOnce(observer, e);
            }
        }
    }

    private void warnOnce(StoreObserver observer, Throwable failure) {
        if (failed.add(observer.getClass())) {
            LOG.warn(
                    "{}: the observer {} failed; the store goes on, and says so only once",
                    store,
                    observer.getClass().getName(),
                    failure);
        }
    }
}
