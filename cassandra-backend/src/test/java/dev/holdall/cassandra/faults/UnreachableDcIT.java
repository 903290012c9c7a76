package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.Read;
import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.TwoDataCenters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Tests what eqiad does while codfw can't answer, before and after eqiad's node has noticed, and what codfw has
 * afterwards.
 */
@Tag("deep")
class UnreachableDcIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.holdall.cassandra");
    private static final byte[] VALUE = {1, 2, 3};
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final AtomicInteger incidents = new AtomicInteger();
    private final List<String> gone = new ArrayList<>();
    private final List<String> kept = new ArrayList<>();
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final CqlSession session = DCS.cluster().connect(Clusters.EQIAD);
    private final Conviction conviction = new Conviction(session);
    private final SessionStore eqiad =
            DCS.store(Clusters.EQIAD, "").observer(new Counting(incidents)).open();
    private final SessionStore strict =
            DCS.store(Clusters.EQIAD, "unreachable-dc = fail").open();

    enum Fault {
        CUT,
        CUT_FROM_CODFW,
        PAUSED,
        KILLED;

        void begin() {
            switch (this) {
                case CUT -> DCS.link().cut();
                case CUT_FROM_CODFW -> DCS.link().cutOneWay(Clusters.CODFW, Clusters.EQIAD);
                case PAUSED -> DCS.node(Clusters.CODFW).pause();
                case KILLED -> DCS.node(Clusters.CODFW).kill();
            }
        }
    }

    private record Counting(AtomicInteger incidents) implements StoreObserver {

        @Override
        public Observation onBegin(Call call) {
            return end -> {};
        }

        @Override
        public void onIncident(String store, Incident incident) {
            if (incident == Incident.REDUCED_REACH) {
                incidents.incrementAndGet();
            }
        }
    }

    @BeforeEach
    void listen() {
        logged.start();
        LOG.addAppender(logged);
    }

    @AfterEach
    void close() {
        LOG.detachAppender(logged);
        strict.close();
        eqiad.close();
        session.close();
    }

    @ParameterizedTest
    @EnumSource
    void localVerbsSucceed_andDeletionsReachLater(Fault fault) {
        List<String> before = replicated(2);
        List<String> after = replicated(2);
        String strictly = replicated(1).get(0);
        String read = replicated(1).get(0);

        fault.begin();
        CompletionStage<Optional<Throwable>> timingOut = conviction.write();
        assertDeletionsReachLocally(before);
        assertRefused(() -> strict.revoke(strictly), StoreTimeoutException.class, Outcome.UNKNOWN);
        assertNoLatest(read, StoreTimeoutException.class, "answer");
        LocalVerbs.assertSucceed(eqiad);
        Conviction.assertTimedOut(timingOut);

        conviction.await();
        assertDeletionsReachLocally(after);
        assertRefused(() -> strict.delete(read), StoreUnavailableException.class, Outcome.NOT_APPLIED);
        assertNoLatest(
                read, StoreUnavailableException.class, "too few replicas are alive: 0 of the 1 that EACH_QUORUM");
        LocalVerbs.assertSucceed(eqiad);
        kept.add(setInEqiad());

        assertWarnedOnce();
        DCS.makeWhole();
        assertCodfwHasItAll();
    }

    @Test
    void manyDeletions_dontStopTheLocalDataCenter() {
        List<String> keys = replicated(600);
        String other = replicated(1).get(0);

        DCS.link().blackHole();
        CompletionStage<Map<String, Reach>> deletions = eqiad.async().deleteAll(keys);
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            assertThat(eqiad.get(other)).isPresent();
            return deletions.toCompletableFuture().isDone();
        });

        assertThat(deletions.toCompletableFuture().join()).hasSize(600).containsValue(Reach.LOCAL_DC);
        assertThat(eqiad.getAll(keys)).isEmpty();
        LocalVerbs.assertSucceed(eqiad);
        gone.addAll(keys);
        kept.add(other);
        DCS.makeWhole();
        assertCodfwHasItAll();
    }

    /** Deletes one key and revokes another. */
    private void assertDeletionsReachLocally(List<String> keys) {
        int already = incidents.get();
        assertThat(eqiad.delete(keys.get(0))).isEqualTo(Reach.LOCAL_DC);
        assertThat(eqiad.revoke(keys.get(1))).isEqualTo(Reach.LOCAL_DC);
        assertThat(eqiad.getAll(keys)).isEmpty();
        assertThat(incidents).hasValue(already + 2);
        gone.addAll(keys);
    }

    private void assertWarnedOnce() {
        assertThat(logged.list)
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(warning -> assertThat(warning.getFormattedMessage())
                        .startsWith("eqiad/cassandra: delete reached only the local data centre (eqiad):"
                                + " not all of [codfw]")
                        .doesNotContain(gone));
    }

    private static void assertRefused(Runnable call, Class<? extends SessionStoreException> type, Outcome outcome) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        type, failure -> assertThat(failure.outcome()).isEqualTo(outcome));
    }

    private void assertNoLatest(String key, Class<? extends SessionStoreException> type, String message) {
        assertThat(eqiad.get(key)).isPresent();
        assertThatThrownBy(() -> eqiad.get(key, Read.LATEST)).isInstanceOf(type).hasMessageContaining(message);
    }

    private String setInEqiad() {
        String key = TwoDataCenters.key();
        eqiad.set(key, VALUE);
        return key;
    }

    private void assertCodfwHasItAll() {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(DCS.codfw().getAll(gone)).isEmpty();
            assertThat(DCS.codfw().getAll(kept)).containsOnlyKeys(kept);
        });
    }

    /** Makes keys that both data centres have. */
    private static List<String> replicated(int count) {
        List<String> keys = Stream.generate(TwoDataCenters::key).limit(count).toList();
        // A slow machine doesn't write hundreds of keys within the deadline of one call.
        for (int i = 0; i < count; i += 50) {
            DCS.eqiad()
                    .setAll(keys.subList(i, Math.min(i + 50, count)).stream()
                            .collect(Collectors.toMap(Function.identity(), key -> VALUE)));
        }
        Awaitility.await().atMost(PATIENCE).until(() -> DCS.codfw().getAll(keys).size() == count);
        return keys;
    }
}
