package dev.holdall.micrometer;

import dev.holdall.StoreObserver.Incident;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;

/**
 * The counters of the incidents of one store. All of them exist from the beginning, at zero: in Prometheus an increase
 * can only be seen of a time series that was there before.
 */
final class IncidentMeters {

    private final Map<Incident, Counter> counters = new EnumMap<>(Incident.class);

    IncidentMeters(MeterRegistry registry, String store) {
        for (Incident incident : Incident.values()) {
            Counter counter = Counter.builder("holdall.incidents")
                    .description("Incidents of a store that aren't the failure of a call.")
                    .baseUnit("incidents")
                    .tags("store", store, "incident", Labels.of(incident))
                    .register(registry);
            counters.put(incident, counter);
        }
    }

    void count(Incident incident) {
        Counter counter = counters.get(incident);
        if (counter != null) {
            counter.increment();
        }
    }
}
