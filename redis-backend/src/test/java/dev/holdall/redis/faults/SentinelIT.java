package dev.holdall.redis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import dev.holdall.StoreTimeoutException;
import dev.holdall.StoreUnavailableException;
import dev.holdall.redis.Stores;
import dev.holdall.redis.faults.LoadClient.Failure;
import dev.holdall.testservers.redis.RedisSentinels;
import dev.holdall.testservers.redis.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Checks that a store follows its sentinels to another primary, while clients make calls. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SentinelIT {

    private static final Duration RECOVERY = Duration.ofSeconds(3);
    private static final int CALLS = 40;

    private final RedisSentinels sentinels = RedisSentinels.builder().start();
    private final SessionStore store = Stores.of("uri = \"" + sentinels.uri() + "\"")
            .requestTimeout(LoadClient.REQUEST_TIMEOUT)
            .open();

    @AfterAll
    void close() {
        store.close();
        sentinels.close();
    }

    @Test
    void primaryThatIsKilled_isReplaced_withoutARestartOfTheStore() {
        failOver(RedisServer::kill, RedisServer::restart);
    }

    @Test
    void primaryThatIsPaused_isReplaced_andNotWrittenToAfterwards() {
        failOver(RedisServer::pause, RedisServer::resume);
    }

    private void failOver(Consumer<RedisServer> fail, Consumer<RedisServer> back) {
        RedisServer old = sentinels.primary();
        try (Load load = new Load(store)) {
            load.awaitCalls(CALLS);
            load.noteLoss();
            fail.accept(old);
            RedisServer next = sentinels.awaitFailover(old);
            load.awaitRecovery(RECOVERY);
            load.noteLoss();
            List<Failure> failures = load.failures();
            load.awaitCalls(CALLS);
            assertThat(load.failures())
                    .as("failures after the recovery, %s", load)
                    .hasSameSizeAs(failures);

            back.accept(old);
            sentinels.awaitReady();
            load.awaitRecovery(RECOVERY);
            assertThat(failures)
                    .isNotEmpty()
                    .allMatch(failure -> failure.causes()
                            .allMatch(cause -> cause instanceof StoreUnavailableException
                                    || cause instanceof StoreTimeoutException));
            assertThat(next).isNotEqualTo(old);
            load.assertRight();
            System.out.println(load.lost() + " acknowledged writes were lost by replication");
        }
    }
}
