package dev.holdall.micrometer;

import dev.holdall.StoreObserver;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Records the calls of stores, their incidents, and the state of their replication into a meter registry. One instance
 * can observe several stores; the tag {@code store} tells them apart. {@code docs/metrics.md} lists the meters.
 *
 * <p>The values of all tags are names from the configuration (stores, backends, data centres) or names of enum
 * constants, so the number of time series is bounded. No tag holds a key, a value, or the message of an exception.
 *
 * <p>After the first call of each operation with each result, recording allocates nothing and takes no lock. The
 * counters of incidents of a store begin with its first call, at zero. Thread-safe.
 */
public final class MetricsObserver implements StoreObserver {

    private final MeterRegistry registry;
    private final Map<String, Map<String, CallMeters>> calls = new ConcurrentHashMap<>();
    private final Map<String, IncidentMeters> incidents = new ConcurrentHashMap<>();
    private final Map<String, Map<String, ReplicationMeters>> replications = new ConcurrentHashMap<>();

    /**
     * Makes an observer.
     *
     * @param registry receives the meters; the observer doesn't close it
     */
    public MetricsObserver(MeterRegistry registry) {
        this.registry = Objects.requireNonNull(registry, "registry");
    }

    /** Returns the meters of the operation themselves: a call ends with all that they need to know of it. */
    @Override
    public Observation onBegin(Call call) {
        return calls(call.store(), call.backend()).of(call.operation());
    }

    @Override
    public void onIncident(String store, Incident incident) {
        incidents(store).count(incident);
    }

    @Override
    public void onReplication(String store, ReplicationState state) {
        Map<String, ReplicationMeters> ofStore = replications.computeIfAbsent(store, name -> new ConcurrentHashMap<>());
        ofStore.computeIfAbsent(state.dataCentre(), name -> new ReplicationMeters(registry, store, state))
                .update(state);
    }

    /** Looks up with {@code get} first, because {@code computeIfAbsent} needs a new lambda for each call. */
    private CallMeters calls(String store, String backend) {
        Map<String, CallMeters> ofStore = calls.get(store);
        CallMeters found = ofStore == null ? null : ofStore.get(backend);
        return found == null ? newCalls(store, backend) : found;
    }

    private CallMeters newCalls(String store, String backend) {
        incidents(store);
        return calls.computeIfAbsent(store, name -> new ConcurrentHashMap<>())
                .computeIfAbsent(backend, name -> new CallMeters(registry, store, backend));
    }

    private IncidentMeters incidents(String store) {
        return incidents.computeIfAbsent(store, name -> new IncidentMeters(registry, name));
    }
}
