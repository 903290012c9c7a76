package dev.holdall.cassandra.internal.requests;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverExecutionException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
import com.datastax.oss.driver.api.core.InvalidKeyspaceException;
import com.datastax.oss.driver.api.core.NoNodeAvailableException;
import com.datastax.oss.driver.api.core.NodeUnavailableException;
import com.datastax.oss.driver.api.core.RequestThrottlingException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;
import com.datastax.oss.driver.api.core.connection.BusyConnectionException;
import com.datastax.oss.driver.api.core.connection.ClosedConnectionException;
import com.datastax.oss.driver.api.core.connection.ConnectionInitException;
import com.datastax.oss.driver.api.core.connection.FrameTooLongException;
import com.datastax.oss.driver.api.core.connection.HeartbeatException;
import com.datastax.oss.driver.api.core.cql.ExecutionInfo;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.CDCWriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.DefaultWriteType;
import com.datastax.oss.driver.api.core.servererrors.FunctionFailureException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.ProtocolError;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.ServerError;
import com.datastax.oss.driver.api.core.servererrors.SyntaxError;
import com.datastax.oss.driver.api.core.servererrors.TruncateException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DriverFailuresTest {

    /** A text of a server that contains a key. */
    private static final String SERVERS_TEXT = "Key alice:4f1c";

    private static final Node NODE = DriverStubs.in(Node.class);
    private static final EndPoint END_POINT = DriverStubs.in(EndPoint.class);
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("db1", 9042);
    private static final Statement<?> PLAIN = SimpleStatement.newInstance("").setIdempotent(true);
    private static final Statement<?> CONDITIONAL =
            SimpleStatement.newInstance("").setIdempotent(false);

    static Stream<Arguments> failures() {
        return Stream.of(
                // A node answered that too few replicas are alive, or were too slow, or failed.
                fails(unavailable(), Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "too few replicas are alive: 1 of the 2"),
                fails(readTimeout(), Kind.TIMEOUT, Outcome.UNKNOWN, "in time: 1 of the 2 that LOCAL_QUORUM requires"),
                fails(readFailure(), Kind.UNAVAILABLE, Outcome.UNKNOWN, "replicas failed to carry out the request"),
                fails(writeFailure(), Kind.UNAVAILABLE, Outcome.UNKNOWN, "replicas failed to carry out the request"),
                fails(overtaken(), Kind.TIMEOUT, Outcome.UNKNOWN, "a transaction was overtaken by another one"),
                // No node answered.
                fails(new DriverTimeoutException("2 s"), Kind.TIMEOUT, Outcome.UNKNOWN, "no node answered in time"),
                fails(closed(), Kind.UNAVAILABLE, Outcome.UNKNOWN, "the connection to a node was lost"),
                fails(heartbeat(), Kind.UNAVAILABLE, Outcome.UNKNOWN, "the connection to a node was lost"),
                fails(
                        new ClosedChannelException(),
                        Kind.UNAVAILABLE,
                        Outcome.UNKNOWN,
                        "the connection to a node was lost"),
                // The request was not sent.
                fails(
                        new NodeUnavailableException(NODE),
                        Kind.UNAVAILABLE,
                        Outcome.NOT_APPLIED,
                        "a node is not ready for requests"),
                fails(
                        new ConnectionInitException("", null),
                        Kind.UNAVAILABLE,
                        Outcome.NOT_APPLIED,
                        "a node is not ready for requests"),
                fails(
                        new BootstrappingException(NODE),
                        Kind.UNAVAILABLE,
                        Outcome.NOT_APPLIED,
                        "a node is not ready for requests"),
                fails(
                        new AuthenticationException(END_POINT, SERVERS_TEXT),
                        Kind.FAILED,
                        Outcome.NOT_APPLIED,
                        "AuthenticationException"),
                fails(
                        new FrameTooLongException(ADDRESS, "300 MB"),
                        Kind.FAILED,
                        Outcome.NOT_APPLIED,
                        "larger than the protocol allows"),
                fails(shuttingDown(), Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "a node is shutting down"),
                // A limit of the driver or of a node was reached.
                fails(new BusyConnectionException(1), Kind.OVERLOADED, Outcome.NOT_APPLIED, "a limit of the driver"),
                fails(
                        new RequestThrottlingException("full"),
                        Kind.OVERLOADED,
                        Outcome.NOT_APPLIED,
                        "a limit of the driver"),
                fails(
                        new OverloadedException(NODE, SERVERS_TEXT),
                        Kind.OVERLOADED,
                        Outcome.UNKNOWN,
                        "a node is overloaded"),
                // The request was refused.
                fails(new InvalidQueryException(NODE, SERVERS_TEXT), Kind.FAILED, Outcome.NOT_APPLIED, "refused"),
                fails(new SyntaxError(NODE, SERVERS_TEXT), Kind.FAILED, Outcome.NOT_APPLIED, "refused"),
                fails(new UnauthorizedException(NODE, SERVERS_TEXT), Kind.FAILED, Outcome.NOT_APPLIED, "refused"),
                fails(new IllegalStateException(SERVERS_TEXT), Kind.FAILED, Outcome.NOT_APPLIED, "is closed"),
                // Other failures.
                fails(new ServerError(NODE, SERVERS_TEXT), Kind.FAILED, Outcome.UNKNOWN, "ServerError"),
                fails(new ProtocolError(NODE, SERVERS_TEXT), Kind.FAILED, Outcome.UNKNOWN, "ProtocolError"),
                fails(new TruncateException(NODE, SERVERS_TEXT), Kind.FAILED, Outcome.UNKNOWN, "TruncateException"),
                fails(new FunctionFailureException(NODE, SERVERS_TEXT), Kind.FAILED, Outcome.UNKNOWN, "Function"),
                fails(new CDCWriteFailureException(NODE, SERVERS_TEXT), Kind.FAILED, Outcome.UNKNOWN, "CDCWrite"),
                fails(new InvalidKeyspaceException(SERVERS_TEXT), Kind.FAILED, Outcome.UNKNOWN, "InvalidKeyspace"),
                fails(
                        new DriverExecutionException(new IllegalArgumentException(SERVERS_TEXT)),
                        Kind.FAILED,
                        Outcome.UNKNOWN,
                        "DriverExecutionException"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureOfAPlainStatement_hasAKind_andAnOutcome(Throwable failure, Kind kind, Outcome outcome, String message) {
        assertFails(DriverFailures.translate(failure, PLAIN), kind, outcome, message);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureThatADriversStageHas_isTheSame(Throwable failure, Kind kind, Outcome outcome, String message) {
        assertFails(DriverFailures.translate(new CompletionException(failure), PLAIN), kind, outcome, message);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureOfAConditionalStatement_isNeverMoreCertain(
            Throwable failure, Kind kind, Outcome outcome, String message) {
        BackendException translated = DriverFailures.translate(failure, CONDITIONAL);

        // If too few replicas are alive after the transaction was decided, the others receive its outcome later.
        Outcome expected = failure instanceof UnavailableException ? Outcome.UNKNOWN : outcome;
        assertFails(translated, kind, expected, message);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void failureOfEveryNode_isThatOfTheLastOne(Throwable failure, Kind kind, Outcome outcome, String message) {
        assertFails(DriverFailures.translate(all(failure), PLAIN), kind, outcome, message);
        assertThat(DriverFailures.translate(all(failure), PLAIN).getMessage()).doesNotContain("every node");
        assertThat(DriverFailures.translate(all(new NodeUnavailableException(NODE), failure), PLAIN))
                .satisfies(translated -> assertFails(translated, kind, outcome, message))
                .hasMessageStartingWith("every node that was tried failed, the last one with: ");
    }

    @ParameterizedTest
    @EnumSource(DefaultWriteType.class)
    void timeoutOfAWrite_leavesItsOutcomeOpen_whateverItsType(DefaultWriteType type) {
        WriteTimeoutException failure = new WriteTimeoutException(NODE, ConsistencyLevel.LOCAL_QUORUM, 1, 2, type);

        assertFails(DriverFailures.translate(failure, PLAIN), Kind.TIMEOUT, Outcome.UNKNOWN, "1 of the 2");
        assertFails(DriverFailures.translate(failure, CONDITIONAL), Kind.TIMEOUT, Outcome.UNKNOWN, "1 of the 2");
    }

    @Test
    void noNodeToTry_isCertain() {
        NoNodeAvailableException failure = new NoNodeAvailableException();
        String message = "no node of the local data centre is connected";

        assertFails(DriverFailures.translate(failure, PLAIN), Kind.UNAVAILABLE, Outcome.NOT_APPLIED, message);
        assertFails(DriverFailures.translate(failure, CONDITIONAL), Kind.UNAVAILABLE, Outcome.NOT_APPLIED, message);
    }

    @Test
    void oneNodeThatMayHaveApplied_leavesTheOutcomeOpen() {
        assertFails(
                DriverFailures.translate(all(closed(), unavailable()), PLAIN),
                Kind.UNAVAILABLE,
                Outcome.UNKNOWN,
                "too few replicas are alive");
    }

    @Test
    void nodeTriedBefore_thatMayHaveApplied_leavesTheOutcomeOpen() {
        assertFails(
                DriverFailures.translate(after(closed(), unavailable()), PLAIN),
                Kind.UNAVAILABLE,
                Outcome.UNKNOWN,
                "too few replicas are alive");
        assertFails(
                DriverFailures.translate(after(new NodeUnavailableException(NODE), unavailable()), PLAIN),
                Kind.UNAVAILABLE,
                Outcome.NOT_APPLIED,
                "too few replicas are alive");
    }

    @Test
    void nodeTriedBefore_thatMayHaveDecidedATransaction_leavesTheOutcomeOpen() {
        UnavailableException undecided = new UnavailableException(NODE, ConsistencyLevel.LOCAL_SERIAL, 2, 1);

        assertFails(
                DriverFailures.translate(after(unavailable(), undecided), CONDITIONAL),
                Kind.UNAVAILABLE,
                Outcome.UNKNOWN,
                "1 of the 2 that LOCAL_SERIAL requires");
        assertFails(
                DriverFailures.translate(all(unavailable(), new NodeUnavailableException(NODE)), CONDITIONAL),
                Kind.UNAVAILABLE,
                Outcome.UNKNOWN,
                "a node is not ready for requests");
    }

    @Test
    void tooFewReplicasToDecideATransaction_isCertain() {
        UnavailableException undecided = new UnavailableException(NODE, ConsistencyLevel.LOCAL_SERIAL, 2, 1);

        assertFails(
                DriverFailures.translate(all(undecided), CONDITIONAL),
                Kind.UNAVAILABLE,
                Outcome.NOT_APPLIED,
                "1 of the 2 that LOCAL_SERIAL requires");
    }

    @Test
    void statement_isUnbegun_whereNoNodeWasTried() {
        assertThat(DriverFailures.isUnbegun(DriverFailures.translate(new NoNodeAvailableException(), CONDITIONAL)))
                .isTrue();
        assertThat(DriverFailures.isUnbegun(
                        new CompletionException(DriverFailures.translate(new NoNodeAvailableException(), CONDITIONAL))))
                .isTrue();
        // The driver fails with this if it has no connection to the one node that it may try.
        assertThat(DriverFailures.isUnbegun(
                        DriverFailures.translate(all(new NodeUnavailableException(NODE)), CONDITIONAL)))
                .isTrue();
        assertThat(DriverFailures.isUnbegun(DriverFailures.translate(all(closed()), CONDITIONAL)))
                .isFalse();
        assertThat(DriverFailures.isUnbegun(
                        DriverFailures.translate(all(closed(), new NodeUnavailableException(NODE)), CONDITIONAL)))
                .isFalse();
        assertThat(DriverFailures.isUnbegun(DriverFailures.translate(new DriverTimeoutException(""), CONDITIONAL)))
                .isFalse();
    }

    @Test
    void statement_isUnbegun_whereTheNodeIsShuttingDown() {
        assertThat(DriverFailures.isUnbegun(DriverFailures.translate(shuttingDown(), CONDITIONAL)))
                .isTrue();
        assertThat(DriverFailures.isUnbegun(DriverFailures.translate(all(closed(), shuttingDown()), CONDITIONAL)))
                .isFalse();
        assertThat(DriverFailures.isUnbegun(DriverFailures.translate(new OverloadedException(NODE), CONDITIONAL)))
                .isFalse();
    }

    private static void assertFails(BackendException failure, Kind kind, Outcome outcome, String message) {
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.outcome()).isEqualTo(outcome);
        assertThat(failure).hasMessageContaining(message);
        assertThat(shown(failure)).doesNotContain(SERVERS_TEXT);
    }

    private static String shown(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static Arguments fails(Throwable failure, Kind kind, Outcome outcome, String message) {
        return Arguments.of(failure, kind, outcome, message);
    }

    private static AllNodesFailedException all(Throwable... failures) {
        List<Map.Entry<Node, Throwable>> errors = Arrays.stream(failures)
                .map(failure -> Map.entry(DriverStubs.in(Node.class), failure))
                .toList();
        return AllNodesFailedException.fromErrors(errors);
    }

    /** Makes a failure that the driver passes on after it has tried another node. */
    private static DriverException after(Throwable earlier, DriverException last) {
        List<Map.Entry<Node, Throwable>> errors = List.of(Map.entry(NODE, earlier));
        last.setExecutionInfo(DriverStubs.in(ExecutionInfo.class, Map.of("getErrors", errors)));
        return last;
    }

    private static OverloadedException shuttingDown() {
        return new OverloadedException(NODE, "Server is shutting down");
    }

    private static UnavailableException unavailable() {
        return new UnavailableException(NODE, ConsistencyLevel.LOCAL_QUORUM, 2, 1);
    }

    private static ReadTimeoutException readTimeout() {
        return new ReadTimeoutException(NODE, ConsistencyLevel.LOCAL_QUORUM, 1, 2, true);
    }

    private static ReadFailureException readFailure() {
        return new ReadFailureException(NODE, ConsistencyLevel.LOCAL_QUORUM, 1, 2, 1, true, Map.of());
    }

    private static WriteFailureException writeFailure() {
        return new WriteFailureException(
                NODE, ConsistencyLevel.LOCAL_QUORUM, 1, 2, DefaultWriteType.SIMPLE, 1, Map.of());
    }

    private static CASWriteUnknownException overtaken() {
        return new CASWriteUnknownException(NODE, ConsistencyLevel.LOCAL_SERIAL, 1, 2);
    }

    private static ClosedConnectionException closed() {
        return new ClosedConnectionException("Lost connection to remote peer");
    }

    private static HeartbeatException heartbeat() {
        return new HeartbeatException(ADDRESS, "Heartbeat query failed", null);
    }
}
