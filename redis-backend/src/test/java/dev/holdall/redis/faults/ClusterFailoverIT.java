package dev.holdall.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.redis.Backends;
import dev.holdall.redis.Stores;
import dev.holdall.redis.faults.LoadClient.Failure;
import dev.holdall.testservers.redis.RedisCluster;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Uses a cluster while a primary is replaced. */
@Tag("deep")
class ClusterFailoverIT {

    private static final Duration RECOVERY = Duration.ofSeconds(3);
    private static final int CALLS = 40;

    private final RedisCluster cluster =
            RedisCluster.builder().nodeTimeout(Duration.ofSeconds(2)).start();
    private final SessionStore store = Stores.of("topology = cluster, nodes = " + Backends.list(cluster.addresses()))
            .requestTimeout(LoadClient.REQUEST_TIMEOUT)
            .open();

    @AfterEach
    void close() {
        store.close();
        cluster.close();
    }

    @Test
    void primaryThatIsKilled_isReplaced_withoutARestartOfTheStore() {
        try (Load load = new Load(store)) {
            load.awaitCalls(CALLS);
            RedisServer old = cluster.primaryOf("any");
            load.noteLoss();
            old.kill();
            cluster.awaitFailover(old);
            load.awaitRecovery(RECOVERY);
            load.noteLoss();
            List<Failure> failures = load.failures();
            load.awaitCalls(CALLS);
            assertThat(load.failures())
                    .as("failures after the recovery, %s", load)
                    .hasSameSizeAs(failures);

            old.restart();
            cluster.awaitReady();
            load.awaitRecovery(RECOVERY);
            assertThat(failures)
                    .isNotEmpty()
                    .allMatch(failure -> failure.causes().allMatch(ClusterFailoverIT::isForTheLackOfANode));
            load.assertRight();
            System.out.println(load.lost() + " acknowledged writes were lost by replication");
        }
    }

    private static boolean isForTheLackOfANode(SessionStoreException failure) {
        return failure instanceof StoreUnavailableException || failure instanceof StoreTimeoutException;
    }
}
