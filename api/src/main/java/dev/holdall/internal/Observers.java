package dev.holdall.internal;

import dev.holdall.Operation;
import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Call;
import dev.holdall.StoreObserver.End;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.Observation;
import dev.holdall.StoreObserver.ReplicationState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All observers of a store. If one of them throws an exception, the exception is logged, and affects neither the caller
 * nor the other observers.
 */
public final class Observers {

    /** The observation of a store that has no observers. */
    public static final Observation NOBODY = end -> {};

    private final String store;
    private final String backend;
    private final List<StoreObserver> observers;
    private final Set<Class<?>> failed = ConcurrentHashMap.newKeySet();

    /** Makes the observers of one store. */
    public Observers(String store, String backend, List<StoreObserver> observers) {
        this.store = store;
        this.backend = backend;
        this.observers = List.copyOf(observers);
    }

    /** Notifies all observers of an incident. */
    public void onIncident(Incident incident) {
        observers.forEach(observer -> guarded(observer, each -> each.onIncident(store, incident)));
    }

    /** Notifies all observers of the state of the replication to another data centre. */
    public void onReplication(ReplicationState state) {
        observers.forEach(observer -> guarded(observer, each -> each.onReplication(store, state)));
    }

    /**
     * Notifies all observers that a call begins. The returned observation passes the remaining notifications of the
     * call to them.
     */
    public Observation onBegin(Operation operation, int keys) {
        if (observers.isEmpty()) {
            return NOBODY;
        }
        Call call = new Call(store, backend, operation, keys);
        return new AllObservations(
                observers.stream().map(observer -> begin(observer, call)).toList());
    }

    private GuardedObservation begin(StoreObserver observer, Call call) {
        GuardedObservation guarded = new GuardedObservation(observer);
        guarded(
                observer,
                each -> guarded.observation = Objects.requireNonNull(each.onBegin(call), "onBegin returned null"));
        return guarded;
    }

    private void guarded(StoreObserver observer, Consumer<StoreObserver> notification) {
        try {
            notification.accept(observer);
        } catch (RuntimeException | Error e) {
            warnOnce(observer, e);
        }
    }

    private void warnOnce(StoreObserver observer, Throwable failure) {
        if (failed.add(observer.getClass())) {
            HoldallLog.LOG.warn(
                    "{}: the observer {} failed; the store goes on, and further failures of this class are not logged",
                    store,
                    observer.getClass().getName(),
                    failure);
        }
    }

    /** The observations that all observers made of one call. */
    private record AllObservations(List<GuardedObservation> each) implements Observation {

        /**
         * Notifies the observers in reverse order, because scopes on a thread have to be closed in the reverse order of
         * their opening.
         */
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

    /** The observation that one observer made of one call; it does nothing if the observer's {@code onBegin} failed. */
    private final class GuardedObservation implements Observation {

        private final StoreObserver observer;
        private @Nullable Observation observation;

        GuardedObservation(StoreObserver observer) {
            this.observer = observer;
        }

        @Override
        public void onReturn() {
            Observation observed = observation;
            if (observed != null) {
                guarded(observer, ignored -> observed.onReturn());
            }
        }

        @Override
        public void onEnd(End end) {
            Observation observed = observation;
            if (observed != null) {
                guarded(observer, ignored -> observed.onEnd(end));
            }
        }
    }
}
