package dev.holdall.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Entry;
import dev.holdall.FieldChanges;
import dev.holdall.NewEntry;
import dev.holdall.PartialFailureException;
import dev.holdall.SessionMap;
import dev.holdall.SessionStore;
import dev.holdall.StoreLock;
import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Backlog;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.ReplicationState;
import dev.holdall.StoreUnavailableException;
import dev.holdall.Ttl;
import dev.holdall.config.SessionStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of a memory store with every kind of result that a single process can bring about. */
final class SomeCalls {

    static final String KEY = "key-of-alice";
    static final String VALUE = "value-of-alice";
    static final String FIELD = "field-of-alice";

    private static final Ttl TTL = Ttl.of(Duration.ofHours(1));
    private static final byte[] BYTES = VALUE.getBytes(UTF_8);

    private SomeCalls() {}

    /** Opens the store {@code sessions} with these observers. */
    static SessionStore open(StoreObserver... observers) {
        var builder = SessionStores.builder("sessions")
                .backend("memory")
                .decorator((backend, context) -> new FailingBackend(backend));
        for (StoreObserver observer : observers) {
            builder.observer(observer);
        }
        return builder.open();
    }

    /** Makes the calls. */
    static void make(SessionStore store) {
        values(store);
        maps(store);
        failures(store);
    }

    /** Tells an observer what a store in two data centres tells it, and of each incident. */
    static void tell(StoreObserver observer) {
        for (Incident incident : Incident.values()) {
            observer.onIncident("sessions", incident);
        }
        observer.onReplication(
                "sessions",
                new ReplicationState(
                        "codfw",
                        true,
                        false,
                        Optional.of(Duration.ofMillis(-1_500)),
                        7,
                        Optional.of(new Backlog(40, Duration.ofSeconds(90), true))));
        observer.onReplication(
                "sessions", new ReplicationState("eqsin", false, true, Optional.empty(), 0, Optional.empty()));
    }

    private static void values(SessionStore store) {
        store.set(KEY, BYTES, TTL);
        store.get(KEY);
        store.get(KEY + "-absent");
        Entry entry = store.getEntry(KEY).orElseThrow();
        store.update(KEY, entry.version(), BYTES, TTL);
        store.compareAndSet(KEY, entry.version(), BYTES, TTL);
        store.add(KEY, BYTES, TTL);
        store.merge(KEY, found -> Optional.of(NewEntry.of(BYTES, TTL)));
        store.getOrCompute(KEY + "-computed", TTL, () -> BYTES);
        store.increment(KEY + "-counter", 1, 0, TTL);
        store.changeTTL(KEY, TTL);
        store.setAll(Map.of(KEY + "-1", BYTES, KEY + "-2", BYTES), TTL);
        store.getAll(List.of(KEY + "-1", KEY + "-2"));
        store.changeTTLAll(List.of(KEY + "-1", KEY + "-2"), TTL);
        store.deleteAll(List.of(KEY + "-1", KEY + "-2"));
        store.tryLock(KEY, Duration.ofSeconds(1), Duration.ofSeconds(10)).ifPresent(StoreLock::close);
        store.delete(KEY);
        store.revoke(KEY);
        store.add(KEY, BYTES, TTL);
    }

    private static void maps(SessionStore store) {
        SessionMap map = store.maps().create(KEY, Map.of(FIELD, BYTES), TTL);
        store.maps().change(map, FieldChanges.builder().put(FIELD, BYTES).build());
        store.maps().get(KEY);
        store.maps().changeTTL(KEY, TTL);
        store.maps().delete(KEY);
        store.maps().revoke(KEY);
    }

    private static void failures(SessionStore store) {
        String broken = KEY + FailingBackend.BROKEN;
        assertThatThrownBy(() -> store.get(broken)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.set(broken, BYTES, TTL)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> store.getAll(List.of(KEY, broken))).isInstanceOf(PartialFailureException.class);
        assertThatThrownBy(() -> store.merge(KEY + "-computed", found -> {
                    throw new IllegalStateException(FailingBackend.MESSAGE);
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
