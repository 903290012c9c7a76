package dev.holdall.tck.example;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.spi.BackendContext;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * The revoked keys, under which nothing may be stored until their horizon has passed. When there are too many, the
 * revocation that would end first is dropped, and that is reported. Thread-safe.
 */
final class Revocations {

    private record Revocation(String key, long endNanos) {}

    private final int max;
    private final BackendContext context;
    private final LongSupplier nanoTime;
    private final long origin;
    private final Map<String, Revocation> byKey = new HashMap<>();
    private final TreeSet<Revocation> byEnd;

    Revocations(int max, BackendContext context) {
        this.max = max;
        this.context = context;
        nanoTime = context.nanoTime();
        origin = nanoTime.getAsLong();
        byEnd = new TreeSet<>(Comparator.comparingLong((Revocation revocation) -> revocation.endNanos() - origin)
                .thenComparing(Revocation::key));
    }

    /** Revokes a key; if it is revoked already, the later end counts. */
    synchronized void add(String key, long horizonMillis) {
        forgetEnded();
        Revocation added = new Revocation(key, Slot.end(horizonMillis, nanoTime.getAsLong()));
        Revocation known = byKey.get(key);
        if (known == null || byEnd.comparator().compare(known, added) < 0) {
            forget(known == null ? added : known);
            byKey.put(key, added);
            byEnd.add(added);
        }
        if (byKey.size() > max) {
            forget(byEnd.first());
            context.report(Incident.REVOCATION_DROPPED);
        }
    }

    synchronized boolean contains(String key) {
        forgetEnded();
        return byKey.containsKey(key);
    }

    synchronized int size() {
        forgetEnded();
        return byKey.size();
    }

    private void forgetEnded() {
        long now = nanoTime.getAsLong();
        while (!byEnd.isEmpty() && byEnd.first().endNanos() - now <= 0) {
            forget(byEnd.first());
        }
    }

    private void forget(Revocation revocation) {
        byEnd.remove(revocation);
        byKey.remove(revocation.key());
    }
}
