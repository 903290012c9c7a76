package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.datastax.oss.driver.api.core.CqlSession;
import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.StoreTimeoutException;
import dev.holdall.cassandra.Clusters;
import dev.holdall.cassandra.Stores;
import dev.holdall.cassandra.TwoDataCenters;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/** Deletions of a keyspace that has replicas in one data centre only: the local one is all there is. */
@Tag("deep")
class OneDataCenterIT {

    @RegisterExtension
    static final TwoDataCenters DCS = new TwoDataCenters();

    private static final Logger LOG = (Logger) LoggerFactory.getLogger("dev.holdall.cassandra");
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(6);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final String keyspace = Stores.newName("alone");

    @BeforeEach
    void createKeyspace() {
        try (CqlSession session = DCS.cluster().connect(Clusters.EQIAD)) {
            session.execute("CREATE KEYSPACE " + keyspace
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', 'eqiad': 1}");
        }
        logged.start();
        LOG.addAppender(logged);
    }

    @AfterEach
    void stopListening() {
        LOG.detachAppender(logged);
    }

    @Test
    void deletion_reachesAllThereIs_whateverItsLevel() {
        try (SessionStore store = open("consistency.delete = local-quorum")) {
            assertThat(store.delete("key")).isEqualTo(Reach.ALL_DCS);
            assertThat(store.revoke("key")).isEqualTo(Reach.ALL_DCS);
        }
    }

    @Test
    void deletion_thatTakesLong_reachesAllThereIs() {
        try (SessionStore store = open("")) {
            DCS.node(Clusters.EQIAD).pause();
            CompletionStage<Reach> deletion = store.async().delete("key");
            CompletionStage<Reach> revocation = store.async().revoke("other");
            Awaitility.await()
                    .alias("more than half of request-timeout, after which other data centres are given up")
                    .pollDelay(REQUEST_TIMEOUT.dividedBy(2).plusMillis(200))
                    .until(() -> true);
            DCS.node(Clusters.EQIAD).resume();

            assertThat(deletion.toCompletableFuture().join()).isEqualTo(Reach.ALL_DCS);
            assertThat(revocation.toCompletableFuture().join()).isEqualTo(Reach.ALL_DCS);
            assertThat(logged.list).isEmpty();
        }
    }

    @Test
    void deletion_thatIsNotAnswered_failsAsAnyWrite() {
        try (SessionStore store = open("")) {
            DCS.node(Clusters.EQIAD).pause();

            assertThatThrownBy(() -> store.revoke("key"))
                    .isInstanceOfSatisfying(
                            StoreTimeoutException.class,
                            failure -> assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN));
            assertThat(logged.list).isEmpty();
        }
    }

    /** Opens a store. Its connections outlive a pause of the node. */
    private SessionStore open(String options) {
        return DCS.store(
                        Clusters.EQIAD,
                        "keyspace = " + keyspace
                                + ", driver.advanced.heartbeat { interval = 1 minute, timeout = 1 minute }, " + options)
                .requestTimeout(REQUEST_TIMEOUT)
                .open();
    }
}
