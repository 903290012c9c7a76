package dev.holdall.redis;

import static dev.holdall.redis.Stores.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.StoreObserver;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.ReplicationState;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Asks what a store with an observer is told about the replication to another data centre. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReplicationStateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MAX_PENDING = 100;

    private final RedisServer serverOfA = RedisServer.builder().start();
    private final RedisServer serverOfB = RedisServer.builder().proxied(true).start();
    private final LastState states = new LastState();
    private final SessionStore a = Stores.of("""
                    uri = "%s"
                    data-centres {
                      local = a
                      others.b.uri = "%s"
                      sweep.after = 200 ms
                      max-pending = %d
                    }
                    """.formatted(serverOfA.uri(), serverOfB.uri(), MAX_PENDING))
            .observer(new FailingObserver())
            .observer(states)
            .open();

    /** Keeps the state that it was notified of last. */
    private static final class LastState implements StoreObserver {

        private volatile @Nullable ReplicationState last;
        private final Set<Incident> incidents = ConcurrentHashMap.newKeySet();

        @Override
        public void onIncident(String store, Incident incident) {
            incidents.add(incident);
        }

        @Override
        public Observation onBegin(Call call) {
            return end -> {};
        }

        @Override
        public void onReplication(String store, ReplicationState state) {
            assertThat(store).isEqualTo("sessions");
            last = state;
        }

        void await(Predicate<ReplicationState> expected) {
            Awaitility.await().atMost(PATIENCE).until(() -> {
                ReplicationState state = last;
                return state != null && expected.test(state);
            });
        }
    }

    private static final class FailingObserver implements StoreObserver {

        @Override
        public Observation onBegin(Call call) {
            return end -> {};
        }

        @Override
        public void onReplication(String store, ReplicationState state) {
            throw new IllegalStateException("an observer that fails");
        }
    }

    @AfterEach
    void heal() {
        serverOfB.link().heal();
        serverOfB.admin().flushall();
        Awaitility.await().atMost(PATIENCE).until(() -> serverOfA.admin().zcard("\u0001to:b") == 0);
    }

    @AfterAll
    void close() {
        a.close();
        serverOfA.close();
        serverOfB.close();
    }

    @Test
    void dataCentresInStep_haveNothingToSend() {
        a.set(Stores.newName("key"), bytes("value"));

        states.await(state -> state.connected()
                && state.dataCentre().equals("b")
                && !state.stopped()
                && state.clockDifference()
                        .filter(difference -> difference.abs().compareTo(Duration.ofSeconds(10)) < 0)
                        .isPresent()
                && state.backlog()
                        .filter(backlog -> backlog.keys() == 0 && backlog.age().isZero())
                        .isPresent());
    }

    @Test
    void cutLink_isSeen_withHowMuchWaits_andForHowLong() {
        serverOfB.link().cut();
        a.set(Stores.newName("key"), bytes("value"));
        a.set(Stores.newName("key"), bytes("value"));

        states.await(state -> !state.connected() && state.clockDifference().isEmpty() && !state.stopped());
        states.await(state -> state.backlog()
                .filter(backlog -> backlog.keys() == 2 && backlog.age().compareTo(Duration.ofSeconds(1)) > 0)
                .isPresent());

        serverOfB.link().heal();
        states.await(state -> state.connected()
                && state.backlog().filter(backlog -> backlog.keys() == 0).isPresent());
    }

    @Test
    void marksThatAreDropped_makeAComparisonDue() {
        serverOfB.link().cut();
        for (int i = 0; i <= MAX_PENDING; i++) {
            a.set(Stores.newName("key"), bytes("value"));
        }

        states.await(state -> state.backlog()
                .filter(backlog -> backlog.keys() == MAX_PENDING && backlog.comparisonDue())
                .isPresent());
        serverOfA.admin().del("\u0001dropped:b");
        states.await(state ->
                state.backlog().filter(backlog -> !backlog.comparisonDue()).isPresent());
    }

    @Test
    void recordThatTheOtherDataCentreRefuses_isCounted() {
        String key = Stores.newName("key");
        serverOfB.admin().set(key, bytes("no entry of this library"));
        a.set(key, bytes("value"));

        states.await(state -> state.refused() > 1);
    }

    @Test
    void replicationThatHasStopped_isAnIncident() {
        states.await(state -> !state.stopped());
        serverOfA.admin().set("\u0001insync:b", bytes("1"));

        states.await(ReplicationState::stopped);
        assertThat(states.incidents).contains(Incident.REPLICATION_STOPPED);
        serverOfA.admin().del("\u0001insync:b");
        states.await(state -> !state.stopped());
    }
}
