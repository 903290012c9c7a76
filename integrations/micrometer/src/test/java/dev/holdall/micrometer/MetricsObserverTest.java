package dev.holdall.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Operation;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver.Call;
import dev.holdall.StoreObserver.End;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.ReplicationState;
import dev.holdall.StoreObserver.Result;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MetricsObserverTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MetricsObserver observer = new MetricsObserver(registry);

    @Test
    void call_isTimed_byStore_backend_operation_andResult() {
        end(Operation.GET, new End(Result.OK, Duration.ofMillis(3), 100, 0, 0));
        end(Operation.GET, new End(Result.OK, Duration.ofMillis(5), 0, 0, 0));
        end(Operation.GET, new End(Result.ABSENT, Duration.ofMillis(1), 0, 0, 0));

        var found = registry.get("holdall.operation.duration")
                .tags(tags("get", "ok"))
                .timer();
        assertThat(found.count()).isEqualTo(2);
        assertThat(found.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(8);
        assertThat(registry.get("holdall.operation.duration")
                        .tags(tags("get", "absent"))
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void sizeOfValues_leavesOutCallsWithoutBytes() {
        end(Operation.SET, new End(Result.OK, Duration.ofMillis(3), 100, 0, 0));
        end(Operation.SET, new End(Result.OK, Duration.ofMillis(3), 0, 0, 0));

        var sizes = registry.get("holdall.operation.value.size")
                .tag("operation", "set")
                .summary();
        assertThat(sizes.count()).isEqualTo(1);
        assertThat(sizes.totalAmount()).isEqualTo(100);
    }

    @Test
    void failedKeys_andRetries_areCounted_fromZero() {
        end(Operation.MERGE, new End(Result.OK, Duration.ofMillis(3), 0, 0, 0));
        assertThat(count("holdall.operation.failed.keys", "operation", "merge")).isZero();
        assertThat(count("holdall.operation.retries", "operation", "merge")).isZero();

        end(Operation.MERGE, new End(Result.OK, Duration.ofMillis(3), 0, 0, 4));
        end(Operation.GET_ALL, new End(Result.PARTIAL, Duration.ofMillis(3), 0, 3, 0));
        assertThat(count("holdall.operation.failed.keys", "operation", "get-all"))
                .isEqualTo(3);
        assertThat(count("holdall.operation.retries", "operation", "merge")).isEqualTo(4);
    }

    @Test
    void incidents_areThere_fromTheFirstCall() {
        end(Operation.GET, new End(Result.OK, Duration.ofMillis(3), 0, 0, 0));
        assertThat(registry.get("holdall.incidents").counters())
                .hasSameSizeAs(Incident.values())
                .allSatisfy(counter -> assertThat(counter.count()).isZero());

        observer.onIncident("sessions", Incident.CLOCK_SKEW);
        assertThat(count("holdall.incidents", "incident", "clock-skew")).isEqualTo(1);
    }

    @Test
    void replication_showsTheLastState() {
        SomeCalls.tell(observer);

        assertThat(replication("connected", "codfw")).isEqualTo(1);
        assertThat(replication("stopped", "codfw")).isZero();
        assertThat(replication("clock.difference", "codfw")).isEqualTo(-1.5);
        assertThat(replication("refused", "codfw")).isEqualTo(7);
        assertThat(replication("backlog.keys", "codfw")).isEqualTo(40);
        assertThat(replication("backlog.age", "codfw")).isEqualTo(90);
        assertThat(replication("comparison.due", "codfw")).isEqualTo(1);
        assertThat(replication("connected", "eqsin")).isZero();
        assertThat(replication("stopped", "eqsin")).isEqualTo(1);

        observer.onReplication("sessions", connected("eqsin"));
        assertThat(replication("connected", "eqsin")).isEqualTo(1);
        assertThat(replication("stopped", "eqsin")).isZero();
    }

    @Test
    void replication_thatThisProcessDoesNotKnow_isNoNumber() {
        observer.onReplication("sessions", connected("eqsin"));

        assertThat(List.of("clock.difference", "backlog.keys", "backlog.age", "comparison.due"))
                .allSatisfy(name -> assertThat(replication(name, "eqsin")).isNaN());
    }

    @Test
    void newObserver_takesOverTheGauges_ofTheOneBefore() {
        SomeCalls.tell(observer);
        new MetricsObserver(registry).onReplication("sessions", connected("eqsin"));

        assertThat(replication("connected", "eqsin")).isEqualTo(1);
        assertThat(replication("connected", "codfw")).isEqualTo(1);
    }

    @Test
    void newObserver_takesOverTheGauges_inACompositeRegistry_too() {
        CompositeMeterRegistry composite = new CompositeMeterRegistry();
        composite.add(registry);
        SomeCalls.tell(new MetricsObserver(composite));
        new MetricsObserver(composite).onReplication("sessions", connected("eqsin"));

        assertThat(replication("connected", "eqsin")).isEqualTo(1);
    }

    @Test
    void realCalls_areCountedOnce() {
        try (SessionStore store = SomeCalls.open(observer)) {
            SomeCalls.make(store);
        }
        assertThat(calls("get", "ok")).isEqualTo(1);
        assertThat(calls("get", "absent")).isEqualTo(1);
        assertThat(calls("get", "unavailable")).isEqualTo(1);
        assertThat(calls("add", "conflict")).isEqualTo(1);
        assertThat(calls("add", "revoked")).isEqualTo(1);
        assertThat(calls("get-all", "partial")).isEqualTo(1);
        assertThat(calls("merge", "function-failed")).isEqualTo(1);
        assertThat(calls("change-map", "ok")).isEqualTo(1);
        assertThat(count("holdall.operation.failed.keys", "operation", "get-all"))
                .isEqualTo(1);
    }

    @Test
    void tags_areAlwaysTheSame_andHaveTheirValuesFromEnumsAndTheConfiguration() {
        try (SessionStore store = SomeCalls.open(observer)) {
            SomeCalls.make(store);
        }
        SomeCalls.tell(observer);

        Map<String, Set<Set<String>>> keys = registry.getMeters().stream()
                .collect(Collectors.groupingBy(
                        meter -> meter.getId().getName(), Collectors.mapping(this::keys, Collectors.toSet())));
        assertThat(keys).allSatisfy((name, sets) -> assertThat(sets).as(name).hasSize(1));
        assertThat(values("store")).containsExactly("sessions");
        assertThat(values("backend")).containsExactly("memory");
        assertThat(values("data.centre")).containsExactlyInAnyOrder("codfw", "eqsin");
        assertThat(labels(Operation.values())).containsAll(values("operation"));
        assertThat(labels(Result.values())).containsAll(values("result"));
        assertThat(labels(Incident.values())).containsAll(values("incident"));
    }

    @Test
    @SuppressWarnings("NullAway")
    void registry_isRequired() {
        assertThatThrownBy(() -> new MetricsObserver(null)).isInstanceOf(NullPointerException.class);
    }

    private void end(Operation operation, End end) {
        observer.onBegin(new Call("sessions", "memory", operation, 1)).onEnd(end);
    }

    private static ReplicationState connected(String dataCentre) {
        return new ReplicationState(dataCentre, true, false, Optional.empty(), 0, Optional.empty());
    }

    private static String[] tags(String operation, String result) {
        return new String[] {"store", "sessions", "backend", "memory", "operation", operation, "result", result};
    }

    private long calls(String operation, String result) {
        return registry.get("holdall.operation.duration")
                .tags(tags(operation, result))
                .timer()
                .count();
    }

    private double count(String name, String key, String value) {
        return registry.get(name).tag(key, value).counter().count();
    }

    private double replication(String name, String dataCentre) {
        Meter meter = registry.get("holdall.replication." + name)
                .tags("store", "sessions", "data.centre", dataCentre)
                .meter();
        return meter.measure().iterator().next().getValue();
    }

    private Set<String> keys(Meter meter) {
        return meter.getId().getTags().stream().map(Tag::getKey).collect(Collectors.toSet());
    }

    private Set<String> values(String key) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getTag(key))
                .filter(value -> value != null)
                .collect(Collectors.toSet());
    }

    private static List<String> labels(Enum<?>[] constants) {
        return Arrays.stream(constants)
                .map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }
}
