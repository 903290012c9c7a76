package dev.holdall.testservers.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WideAreaIT {

    private static final Duration ONE_WAY = Duration.ofMillis(100);
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private final CassandraCluster cluster = CassandraCluster.builder()
            .dataCenter("eqiad", 1)
            .dataCenter("codfw", 1)
            .wideArea(true)
            .start();
    private final CqlSession eqiad = cluster.connect("eqiad");
    private final CqlSession codfw = cluster.connect("codfw");

    @BeforeAll
    void createTable() {
        Cql.createTable(eqiad, cluster);
    }

    @AfterEach
    void heal() {
        cluster.link().delay(Duration.ZERO);
        cluster.link().heal();
        await().atMost(RECOVERY).until(() -> writesEverywhere(eqiad) && writesEverywhere(codfw));
    }

    @AfterAll
    void close() {
        eqiad.close();
        codfw.close();
        cluster.close();
    }

    @Test
    void delay_slowsWhatCrosses() {
        cluster.link().delay(ONE_WAY);

        assertThat(fastest(ConsistencyLevel.EACH_QUORUM)).isGreaterThanOrEqualTo(ONE_WAY.multipliedBy(2));
        assertThat(fastest(ConsistencyLevel.LOCAL_QUORUM)).isLessThan(ONE_WAY);
    }

    @Test
    void cut_separates() {
        cluster.link().cut();

        assertSeparated();
    }

    @Test
    void blackHole_separates() {
        cluster.link().blackHole();

        assertSeparated();
    }

    @Test
    void cutOneWay_losesTheMessagesOfOne() {
        cluster.link().cutOneWay("eqiad", "codfw");
        write(codfw, ConsistencyLevel.LOCAL_QUORUM, 7);

        await().atMost(RECOVERY)
                .untilAsserted(
                        () -> assertThat(eqiad.execute(Cql.SELECT, 7).all()).isNotEmpty());
        assertThatThrownBy(() -> write(eqiad, ConsistencyLevel.EACH_QUORUM, 8)).isInstanceOf(DriverException.class);
    }

    private void assertSeparated() {
        assertThatThrownBy(() -> write(eqiad, ConsistencyLevel.EACH_QUORUM, 1)).isInstanceOf(DriverException.class);
        assertThatThrownBy(() -> write(codfw, ConsistencyLevel.EACH_QUORUM, 1)).isInstanceOf(DriverException.class);
        write(eqiad, ConsistencyLevel.LOCAL_QUORUM, 1);
        write(codfw, ConsistencyLevel.LOCAL_QUORUM, 1);
    }

    private Duration fastest(ConsistencyLevel level) {
        long nanos = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5; attempt++) {
            long start = System.nanoTime();
            write(eqiad, level, 1);
            nanos = Math.min(nanos, System.nanoTime() - start);
        }
        return Duration.ofNanos(nanos);
    }

    private static boolean writesEverywhere(CqlSession session) {
        try {
            write(session, ConsistencyLevel.EACH_QUORUM, 1);
            return true;
        } catch (DriverException separated) {
            return false;
        }
    }

    private static void write(CqlSession session, ConsistencyLevel level, int key) {
        session.execute(SimpleStatement.newInstance(Cql.INSERT, key, ByteBuffer.allocate(1))
                .setConsistencyLevel(level));
    }
}
