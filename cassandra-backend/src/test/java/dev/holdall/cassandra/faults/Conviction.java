package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DefaultConsistencyLevel;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.holdall.cassandra.TwoDataCenters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;

/**
 * Tells whether the nodes of one data centre have convicted those of the other, which means that they take them for
 * dead. Until then, a write that needs both data centres times out; from then on, it fails at once.
 */
final class Conviction {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CqlSession session;

    Conviction(CqlSession session) {
        this.session = session;
    }

    /**
     * Writes at a level at which both data centres have to answer. Completes with the failure of the write; empty if
     * both answered.
     */
    CompletionStage<Optional<Throwable>> write() {
        SimpleStatement statement = SimpleStatement.newInstance(
                        "INSERT INTO holdall.sessions (key, value) VALUES (?, 0x00) USING TTL 60", TwoDataCenters.key())
                .setConsistencyLevel(DefaultConsistencyLevel.EACH_QUORUM);
        return session.executeAsync(statement).handle((answer, failure) -> Optional.ofNullable(failure));
    }

    /** Asserts that a write timed out because only one data centre answered. */
    static void assertTimedOut(CompletionStage<Optional<Throwable>> write) {
        assertThat(write.toCompletableFuture().join()).containsInstanceOf(WriteTimeoutException.class);
    }

    void await() {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> write().toCompletableFuture()
                        .join()
                        .filter(Conviction::isUnavailable)
                        .isPresent());
    }

    private static boolean isUnavailable(Throwable failure) {
        return failure instanceof UnavailableException
                || (failure instanceof AllNodesFailedException all
                        && all.getAllErrors().values().stream()
                                .flatMap(List::stream)
                                .anyMatch(UnavailableException.class::isInstance));
    }
}
