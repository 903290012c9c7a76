package dev.holdall.micrometer;

import dev.holdall.Operation;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The meters of the calls of one store, made for each operation when it is first called. */
final class CallMeters {

    private final MeterRegistry registry;
    private final String store;
    private final String backend;
    private final Map<Operation, OperationMeters> operations = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry, String store, String backend) {
        this.registry = registry;
        this.store = store;
        this.backend = backend;
    }

    OperationMeters of(Operation operation) {
        OperationMeters found = operations.get(operation);
        return found == null ? operations.computeIfAbsent(operation, this::make) : found;
    }

    private OperationMeters make(Operation operation) {
        return new OperationMeters(registry, store, backend, operation);
    }
}
