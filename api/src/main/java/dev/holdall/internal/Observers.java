package dev.holdall.internal;

import dev.holdall.Operation;
import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Call;
import dev.holdall.StoreObserver.End;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.Observation;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All observers of a store. What one of them throws is logged, and neither reaches the caller nor the other observers.
 */
public final class Observers {

    /** The observation of a store that has no observers. */
    public static final Observation NOBODY = end -> {};

    private final String store;
    private final String backend;
    private final List<StoreObserver> observers;
    private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();

    /** The observers of a store. */
    public Observers(String store, String backend, List<StoreObserver> observers) {
        this.store = store;
        this.backend = backend;
        this.observers = List.copyOf(observers);
    }

    /** Tells of an incident. */
    public void onIncident(Incident incident) {
        observers.forEach(observer -> guarded(observer, each -> each.onIncident(store, incident)));
    }

    /** Tells of a call's beginning; what is returned tells of the rest. */
    public Observation onBegin(Operation operation, int keys) {
        if (observers.isEmpty()) {
            return NOBODY;
        }
        Call call = new Call(store, backend, operation, keys);
        return new All(observers.stream().map(observer -> begin(observer, call)).toList());
    }

    private Begun begin(StoreObserver observer, Call call) {
        Begun guarded = new Begun(observer);
        guarded(
                observer,
                each -> guarded.observation = Objects.requireNonNull(each.onBegin(call), "onBegin returned null"));
        return guarded;
    }

    private void guarded(StoreObserver observer, Consumer<StoreObserver> news) {
        try {
            news.accept(observer);
        } catch (RuntimeException | Error e) {
            warnOnce(observer, e);
        }
    }

    private void warnOnce(StoreObserver observer, Throwable failure) {
        if (failed.add(observer.getClass())) {
            HoldallLog.LOG.warn(
                    "{}: the observer {} failed; the store goes on, and says so only once",
                    store,
                    observer.getClass().getName(),
                    failure);
        }
    }

    /** What each observer knows of one call. */
    private record All(List<Begun> each) implements Observation {

        /** The last that has begun returns first, as scopes on a thread have to. */
        @Override
        public void onReturn() {
            for (int i = each.size() - 1; i >= 0; i--) {
                each.get(i).onReturn();
            }
        }

        @Override
        public void onEnd(End end) {
            each.forEach(guarded -> guarded.onEnd(end));
        }
    }

    /** One observer's observation of one call; none if the observer failed where it began. */
    private final class Begun implements Observation {

        private final StoreObserver observer;
        private @Nullable Observation observation;

        Begun(StoreObserver observer) {
            this.observer = observer;
        }

        @Override
        public void onReturn() {
            Observation begun = observation;
            if (begun != null) {
                guarded(observer, ignored -> begun.onReturn());
            }
        }

        @Override
        public void onEnd(End end) {
            Observation begun = observation;
            if (begun != null) {
                guarded(observer, ignored -> begun.onEnd(end));
            }
        }
    }
}
