package dev.holdall.cassandra.internal.requests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import dev.holdall.spi.Deadline;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests which requests are retried. A fake session is used, because no server fails like this on demand. */
class RequestsTest {

    private static final Node NODE = DriverStubs.in(Node.class);
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final int MOST_IN_FLIGHT = 2;

    /** The answers or failures of the driver, in the order of the requests. */
    private final Deque<CompletableFuture<AsyncResultSet>> answers = new ArrayDeque<>();

    private final List<Duration> timeoutsSent = new ArrayList<>();
    private final Requests requests =
            new Requests(this::session, new DriverThreads(), MOST_IN_FLIGHT, new Table("wiki", "sessions"));

    static List<RuntimeException> ofReplicas() {
        return List.of(
                readTimeout(),
                new ReadFailureException(NODE, ConsistencyLevel.LOCAL_QUORUM, 1, 2, 1, true, Map.of()),
                new WriteTimeoutException(NODE, ConsistencyLevel.LOCAL_QUORUM, 1, 2, DefaultWriteType.SIMPLE));
    }

    static List<RuntimeException> others() {
        return List.of(
                new UnavailableException(NODE, ConsistencyLevel.LOCAL_QUORUM, 2, 1),
                new DriverTimeoutException("2 s"),
                new IllegalStateException());
    }

    @ParameterizedTest
    @MethodSource("ofReplicas")
    void plainStatement_thatReplicasFailedEarly_isSentOnceMore_inWhatIsLeftOfItsTime(RuntimeException failure) {
        answers.add(CompletableFuture.failedFuture(failure));
        answers.add(CompletableFuture.completedFuture(DriverStubs.in(AsyncResultSet.class)));

        assertThat(send(true, TIMEOUT).join()).isEqualTo("answered");
        assertThat(timeoutsSent).hasSize(2);
        assertThat(timeoutsSent.get(1)).isLessThan(TIMEOUT);
    }

    @Test
    void plainStatement_isSentNoMoreThanTwice_andIsAsUncertainAsTheFirstTime() {
        answers.add(CompletableFuture.failedFuture(readTimeout()));
        answers.add(
                CompletableFuture.failedFuture(new UnavailableException(NODE, ConsistencyLevel.LOCAL_QUORUM, 2, 1)));

        assertFails(true, TIMEOUT, Kind.TIMEOUT);
        assertThat(timeoutsSent).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("ofReplicas")
    void conditionalStatement_isSentOnce(RuntimeException failure) {
        answers.add(CompletableFuture.failedFuture(failure));

        assertFails(false, TIMEOUT, DriverFailures.translate(failure).kind());
        assertThat(timeoutsSent).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("others")
    void otherFailures_areFinal(RuntimeException failure) {
        answers.add(CompletableFuture.failedFuture(failure));

        assertFails(true, TIMEOUT, DriverFailures.translate(failure).kind());
        assertThat(timeoutsSent).hasSize(1);
    }

    @Test
    void statementThatFailsLate_isSentOnce() {
        answers.add(new CompletableFuture<AsyncResultSet>()
                .orTimeout(20, TimeUnit.MILLISECONDS)
                .exceptionallyCompose(late -> CompletableFuture.failedFuture(readTimeout())));

        assertFails(true, Duration.ofMillis(20), Kind.TIMEOUT);
        assertThat(timeoutsSent).hasSize(1);
    }

    /** The timeout counts from the sending, however much time the request had when it began to wait. */
    @Test
    void statementThatWaits_hasWhatIsLeftOfItsTime_whenItIsSent() {
        CompletableFuture<AsyncResultSet> first = new CompletableFuture<>();
        answers.addAll(List.of(first, new CompletableFuture<>(), new CompletableFuture<>()));
        assertThat(send(true, TIMEOUT)).isNotDone();
        assertThat(send(true, TIMEOUT)).isNotDone();
        CompletableFuture<String> waiting = send(true, TIMEOUT);
        CompletableFuture<String> late = send(true, Duration.ofMillis(1));
        assertThat(timeoutsSent).hasSize(MOST_IN_FLIGHT);
        Awaitility.await().pollDelay(Duration.ofMillis(5)).until(() -> true);

        first.complete(DriverStubs.in(AsyncResultSet.class));

        assertThat(timeoutsSent).hasSize(MOST_IN_FLIGHT + 1);
        assertThat(timeoutsSent.get(MOST_IN_FLIGHT)).isLessThan(TIMEOUT.minusMillis(5));
        assertThat(waiting).isNotDone();
        assertThat(late).as("the next whose turn comes").isNotDone();
    }

    private CompletableFuture<String> send(boolean idempotent, Duration timeout) {
        return requests.send(left -> statement(idempotent, left), Deadline.in(timeout), answer -> "answered")
                .toCompletableFuture();
    }

    private void assertFails(boolean idempotent, Duration timeout, Kind kind) {
        CompletionException failure = catchThrowableOfType(
                CompletionException.class, () -> send(idempotent, timeout).join());
        assertThat(failure).isNotNull();
        assertThat(failure.getCause())
                .isInstanceOfSatisfying(
                        BackendException.class,
                        cause -> assertThat(cause.kind()).isEqualTo(kind));
    }

    private static ReadTimeoutException readTimeout() {
        return new ReadTimeoutException(NODE, ConsistencyLevel.LOCAL_QUORUM, 1, 2, true);
    }

    private CqlSession session() {
        return (CqlSession) Proxy.newProxyInstance(
                CqlSession.class.getClassLoader(), new Class<?>[] {CqlSession.class}, (self, method, arguments) -> {
                    timeoutsSent.add(((BoundStatement) arguments[0]).getTimeout());
                    return answers.remove();
                });
    }

    private static BoundStatement statement(boolean idempotent, Duration timeout) {
        return (BoundStatement) Proxy.newProxyInstance(
                BoundStatement.class.getClassLoader(),
                new Class<?>[] {BoundStatement.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "isIdempotent" -> idempotent;
                    case "getTimeout" -> timeout;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
