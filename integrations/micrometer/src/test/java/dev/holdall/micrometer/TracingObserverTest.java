package dev.holdall.micrometer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.Operation;
import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Call;
import dev.holdall.StoreObserver.End;
import dev.holdall.StoreObserver.Result;
import dev.holdall.StoreUnavailableException;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracingObserverTest {

    private final Spans spans = new Spans();
    private final ObservationRegistry registry = spans.registry();
    private final TracingObserver observer = new TracingObserver(registry);

    @Test
    void blockingCall_isAChildOfTheCallersSpan() {
        try (SessionStore store = SomeCalls.open(observer)) {
            Observation.createNotStarted("request", registry).observe(() -> store.get(SomeCalls.KEY));
        }
        assertChildOfRequest(spans.named("get sessions"));
    }

    @Test
    void asynchronousCall_isAChildOfTheCallersSpan() {
        try (SessionStore store = SomeCalls.open(observer)) {
            Observation.createNotStarted("request", registry)
                    .observe(() -> store.async()
                            .get(SomeCalls.KEY)
                            .toCompletableFuture()
                            .join());
        }
        assertChildOfRequest(spans.named("get sessions"));
    }

    private void assertChildOfRequest(SpanData span) {
        SpanData request = spans.named("request");
        assertThat(span.getParentSpanId()).isEqualTo(request.getSpanId());
        assertThat(span.getTraceId()).isEqualTo(request.getTraceId());
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.hasEnded()).isTrue();
    }

    @Test
    void span_isCurrent_whileTheStoreSendsTheCall_andNotAfterwards() {
        List<String> current = new ArrayList<>();
        StoreObserver inside = call -> {
            current.add(spans.currentId());
            return end -> {};
        };
        try (SessionStore store = SomeCalls.open(observer, inside)) {
            store.set(SomeCalls.KEY, SomeCalls.VALUE.getBytes(UTF_8));
        }
        assertThat(current).contains(spans.named("set sessions").getSpanId());
        assertThat(registry.getCurrentObservation()).isNull();
        assertThat(spans.currentId()).isEmpty();
    }

    @Test
    void attributes_haveTheNamesOfOpenTelemetry() {
        try (SessionStore store = SomeCalls.open(observer)) {
            store.get(SomeCalls.KEY);
        }
        assertThat(spans.attributes("get sessions"))
                .containsEntry("db.system.name", "memory")
                .containsEntry("db.collection.name", "sessions")
                .containsEntry("db.operation.name", "get")
                .containsEntry("holdall.result", "absent")
                .containsEntry("error.type", "none");
        assertThat(spans.named("get sessions").getStatus().getStatusCode()).isNotEqualTo(StatusCode.ERROR);
    }

    @Test
    void failure_isAnError_thatSaysNothingButTheResult() {
        try (SessionStore store = SomeCalls.open(observer)) {
            assertThatThrownBy(() -> store.get(SomeCalls.KEY + FailingBackend.BROKEN))
                    .isInstanceOf(StoreUnavailableException.class);
        }
        SpanData span = spans.named("get sessions");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span.getStatus().getDescription()).isEqualTo("unavailable");
        assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type")))
                .isEqualTo("unavailable");
    }

    @Test
    void bulkCall_isOneSpan() {
        try (SessionStore store = SomeCalls.open(observer)) {
            store.deleteAll(List.of("a", "b", "c"));
        }
        assertThat(spans.all())
                .filteredOn(span -> span.getName().startsWith("delete"))
                .hasSize(1);
    }

    @Test
    void asynchronousAnswer_afterTheReturn_stopsTheObservation() {
        StoreObserver.Observation call = observer.onBegin(new Call("sessions", "redis", Operation.GET, 1));
        call.onReturn();
        assertThat(spans.all()).isEmpty();
        call.onEnd(new End(Result.OK, Duration.ofMillis(1), 0, 0, 0));
        assertThat(spans.named("get sessions").hasEnded()).isTrue();
    }

    @Test
    void answer_beforeTheReturn_leavesTheScopeOpenUntilTheReturn() {
        StoreObserver.Observation call = observer.onBegin(new Call("sessions", "redis", Operation.GET, 1));
        call.onEnd(new End(Result.OK, Duration.ofMillis(1), 0, 0, 0));
        String current = spans.currentId();
        assertThat(current).isNotEmpty();
        call.onReturn();
        assertThat(spans.currentId()).isEmpty();
        assertThat(spans.named("get sessions").getSpanId()).isEqualTo(current);
    }

    @Test
    void convention_ofTheApplication_replacesTheDefault() {
        StoreCallConvention own = new DefaultStoreCallConvention() {
            @Override
            public String getContextualName(StoreCallContext context) {
                return "holdall " + context.call().operation();
            }

            @Override
            public KeyValues getHighCardinalityKeyValues(StoreCallContext context) {
                return KeyValues.of(
                        "db.operation.batch.size",
                        Integer.toString(context.call().keys()));
            }
        };
        try (SessionStore store = SomeCalls.open(new TracingObserver(registry, own))) {
            store.deleteAll(List.of("a", "b", "c"));
        }
        assertThat(spans.attributes("holdall delete-all"))
                .containsEntry("db.operation.batch.size", "3")
                .containsEntry("db.collection.name", "sessions");
    }

    @Test
    void registryThatIsSwitchedOff_costsNothing() {
        TracingObserver off = new TracingObserver(ObservationRegistry.NOOP);
        Call call = new Call("sessions", "redis", Operation.GET, 1);
        assertThat(off.onBegin(call)).isSameAs(off.onBegin(call));
    }
}
