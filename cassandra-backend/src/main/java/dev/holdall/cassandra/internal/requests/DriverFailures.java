package dev.holdall.cassandra.internal.requests;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.DriverTimeoutException;
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
import com.datastax.oss.driver.api.core.cql.Statement;
import com.datastax.oss.driver.api.core.servererrors.BootstrappingException;
import com.datastax.oss.driver.api.core.servererrors.CASWriteUnknownException;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import com.datastax.oss.driver.api.core.servererrors.OverloadedException;
import com.datastax.oss.driver.api.core.servererrors.QueryConsistencyException;
import com.datastax.oss.driver.api.core.servererrors.QueryExecutionException;
import com.datastax.oss.driver.api.core.servererrors.QueryValidationException;
import com.datastax.oss.driver.api.core.servererrors.ReadFailureException;
import com.datastax.oss.driver.api.core.servererrors.ReadTimeoutException;
import com.datastax.oss.driver.api.core.servererrors.UnauthorizedException;
import com.datastax.oss.driver.api.core.servererrors.UnavailableException;
import com.datastax.oss.driver.api.core.servererrors.WriteFailureException;
import com.datastax.oss.driver.api.core.servererrors.WriteTimeoutException;
import dev.holdall.Outcome;
import dev.holdall.cassandra.internal.options.Table;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Translates the driver's failures into those of this library. */
public final class DriverFailures {

    /** The end of the message of a node that refuses requests because it is shutting down. */
    private static final String SHUTTING_DOWN = "Server is shutting down";

    private DriverFailures() {}

    /**
     * Translates the failure of a statement. The outcome tells whether a write may have been applied; for a read, it
     * has no meaning.
     */
    public static BackendException translate(Throwable failure, Statement<?> statement) {
        return translate(unwrap(failure), Boolean.FALSE.equals(statement.isIdempotent()));
    }

    /** Translates the failure of a plain statement, or of a request that is not a statement. */
    public static BackendException translate(Throwable failure) {
        return translate(failure, false);
    }

    /**
     * Takes the kind and the message from the failure of the last node that was tried. The outcome depends on all nodes
     * that were tried, since each of them may have applied the write.
     */
    private static BackendException translate(Throwable failure, boolean conditional) {
        List<Throwable> attempts = attempts(failure);
        if (attempts.isEmpty()) {
            return failure(
                    Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "no node of the local data centre is connected", failure);
        }
        BackendException last = ofNode(attempts.get(attempts.size() - 1));
        boolean applied = attempts.stream().anyMatch(each -> mayHaveApplied(each, conditional));
        boolean all = failure instanceof AllNodesFailedException && attempts.size() > 1;
        return failure(
                last.kind(),
                applied ? Outcome.UNKNOWN : Outcome.NOT_APPLIED,
                (all ? "every node that was tried failed, the last one with: " : "") + last.getMessage(),
                last.getCause());
    }

    /**
     * Adds the table to the failure of a statement that the cluster refused because of the table. What the cluster says
     * itself is not shown, since it may name a key.
     */
    static BackendException of(Table table, Throwable failure, BackendException translated) {
        List<Throwable> attempts = attempts(unwrap(failure));
        Throwable last = attempts.isEmpty() ? failure : attempts.get(attempts.size() - 1);
        String reason = last instanceof InvalidQueryException
                ? "; most likely the table " + table + " was dropped or altered"
                : last instanceof UnauthorizedException ? "; the user lacks a permission on the table " + table : "";
        return reason.isEmpty()
                ? translated
                : failure(
                        translated.kind(),
                        translated.outcome(),
                        translated.getMessage() + reason,
                        translated.getCause());
    }

    /** Returns the failure of a request for which the connections to the last node that was tried had no room. */
    static BackendException ofFullConnections(BackendException translated) {
        return failure(
                Kind.OVERLOADED,
                translated.outcome(),
                "the connections to a node have as many requests in flight as they can",
                translated.getCause());
    }

    /** Returns the failures of the nodes that the driver has tried, in that order. */
    private static List<Throwable> attempts(Throwable failure) {
        if (failure instanceof AllNodesFailedException all) {
            return all.getAllErrors().values().stream().flatMap(List::stream).toList();
        }
        List<Throwable> attempts = new ArrayList<>();
        ExecutionInfo info = failure instanceof DriverException ofDriver ? ofDriver.getExecutionInfo() : null;
        if (info != null) {
            info.getErrors().forEach(earlier -> attempts.add(earlier.getValue()));
        }
        attempts.add(failure);
        return attempts;
    }

    private static boolean mayHaveApplied(Throwable attempt, boolean conditional) {
        return ofNode(attempt).outcome() == Outcome.UNKNOWN || (conditional && mayHaveDecided(attempt));
    }

    /**
     * Sends a request that follows a change in the same call. If the request fails, the outcome of the call is unknown,
     * since the change has been made.
     */
    public static <R> CompletionStage<R> afterChange(Supplier<CompletionStage<R>> request) {
        return CompletableFuture.<Void>completedStage(null)
                .thenCompose(changed -> request.get())
                .exceptionallyCompose(failure -> CompletableFuture.failedStage(
                        unwrap(failure) instanceof BackendException translated
                                ? failure(
                                        translated.kind(),
                                        Outcome.UNKNOWN,
                                        translated.getMessage(),
                                        translated.getCause())
                                : failure));
    }

    /** Tells whether a call with this failure may have changed something. */
    public static boolean mayHaveChanged(Throwable failure) {
        return !(unwrap(failure) instanceof BackendException translated && translated.outcome() == Outcome.NOT_APPLIED);
    }

    /** Tells whether no node has begun the statement that has failed, so that it may be sent to another one. */
    public static boolean isUnbegun(Throwable failure) {
        return unwrap(failure) instanceof BackendException translated
                && translated.outcome() == Outcome.NOT_APPLIED
                && (translated.getCause() instanceof NodeUnavailableException
                        || translated.getCause() instanceof NoNodeAvailableException
                        || isShuttingDown(translated.getCause()));
    }

    /**
     * Tells whether a coordinator answered that too few replicas carried out the statement, or that replicas failed to.
     */
    static boolean isOfReplicas(Throwable failure) {
        return unwrap(failure) instanceof QueryConsistencyException;
    }

    /**
     * Tells whether a failure may be due to a data centre that doesn't answer. The failure of a request that was never
     * sent, because its deadline had passed, says nothing about data centres.
     */
    public static boolean isOfDataCenters(Throwable failure) {
        return unwrap(failure) instanceof BackendException translated
                && (isUnanswered(translated) || translated.getCause() instanceof QueryExecutionException);
    }

    private static boolean isUnanswered(BackendException failure) {
        return failure.kind() == Kind.TIMEOUT && failure.outcome() == Outcome.UNKNOWN;
    }

    /** Tells whether a node that was tried before the one that answered may have decided the transaction. */
    public static boolean mayHaveDecided(ExecutionInfo info) {
        return info.getErrors().stream().map(Map.Entry::getValue).anyMatch(DriverFailures::mayHaveDecided);
    }

    /**
     * Tells whether a transaction may have been decided before this failure. A level in the failure that is not a
     * serial one means that Paxos had decided, and that too few replicas were alive for the commit that follows. The
     * other replicas receive the outcome later.
     */
    private static boolean mayHaveDecided(Throwable failure) {
        return failure instanceof UnavailableException unavailable
                && !unavailable.getConsistencyLevel().isSerial();
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static BackendException ofNode(Throwable failure) {
        if (failure instanceof UnavailableException unavailable) {
            return ofUnavailable(unavailable);
        }
        if (failure instanceof QueryConsistencyException consistency) {
            return ofReplicas(consistency);
        }
        if (failure instanceof DriverTimeoutException) {
            return failure(Kind.TIMEOUT, Outcome.UNKNOWN, "no node answered in time", failure);
        }
        if (isLimit(failure)) {
            return failure(Kind.OVERLOADED, Outcome.NOT_APPLIED, "a limit of the driver is reached", failure);
        }
        if (isShuttingDown(failure)) {
            return failure(Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "a node is shutting down", failure);
        }
        if (failure instanceof OverloadedException) {
            // A coordinator may find out that it is overloaded after it has sent the write to some replicas.
            return failure(Kind.OVERLOADED, Outcome.UNKNOWN, "a node is overloaded", null);
        }
        return isConnection(failure) ? ofConnection(failure) : ofRequest(failure);
    }

    /**
     * Tells whether a node refused the request because it is shutting down. Cassandra 5.0 reports that as overload. It
     * checks for it before it reads the request, so the request has not been begun. Only the text of the message tells
     * it from real overload.
     */
    private static boolean isShuttingDown(@Nullable Throwable failure) {
        return failure instanceof OverloadedException
                && String.valueOf(failure.getMessage()).endsWith(SHUTTING_DOWN);
    }

    private static BackendException ofUnavailable(UnavailableException unavailable) {
        return failure(
                Kind.UNAVAILABLE,
                Outcome.NOT_APPLIED,
                "too few replicas are alive: " + unavailable.getAlive() + " of the " + unavailable.getRequired()
                        + " that " + unavailable.getConsistencyLevel() + " requires",
                unavailable);
    }

    private static BackendException ofReplicas(QueryConsistencyException failure) {
        String counts = ": " + failure.getReceived() + " of the " + failure.getBlockFor() + " that "
                + failure.getConsistencyLevel() + " requires";
        if (failure instanceof ReadTimeoutException || failure instanceof WriteTimeoutException) {
            return failure(Kind.TIMEOUT, Outcome.UNKNOWN, "too few replicas answered in time" + counts, failure);
        }
        if (failure instanceof CASWriteUnknownException) {
            return failure(
                    Kind.TIMEOUT, Outcome.UNKNOWN, "a transaction was overtaken by another one" + counts, failure);
        }
        boolean failed = failure instanceof ReadFailureException || failure instanceof WriteFailureException;
        return failure(
                failed ? Kind.UNAVAILABLE : Kind.FAILED,
                Outcome.UNKNOWN,
                "replicas failed to carry out the request; those that did" + counts,
                failure);
    }

    private static boolean isLimit(Throwable failure) {
        return failure instanceof BusyConnectionException || failure instanceof RequestThrottlingException;
    }

    private static boolean isConnection(Throwable failure) {
        return isLostConnection(failure)
                || failure instanceof ConnectionInitException
                || failure instanceof NodeUnavailableException
                || failure instanceof BootstrappingException;
    }

    /**
     * Tells whether a connection was lost. An {@code IOException} counts too: the driver passes it on as it is if the
     * connection breaks while a request is written to it.
     */
    private static boolean isLostConnection(Throwable failure) {
        return failure instanceof ClosedConnectionException
                || failure instanceof HeartbeatException
                || failure instanceof IOException;
    }

    private static BackendException ofConnection(Throwable failure) {
        boolean sent = isLostConnection(failure);
        return failure(
                Kind.UNAVAILABLE,
                sent ? Outcome.UNKNOWN : Outcome.NOT_APPLIED,
                sent ? "the connection to a node was lost" : "a node is not ready for requests",
                failure);
    }

    /** Translates any other failure. The cause is left out, since the server's message may contain a key. */
    private static BackendException ofRequest(Throwable failure) {
        if (failure instanceof FrameTooLongException) {
            return failure(Kind.FAILED, Outcome.NOT_APPLIED, "the request is larger than the protocol allows", null);
        }
        if (failure instanceof IllegalStateException) {
            return failure(Kind.FAILED, Outcome.NOT_APPLIED, "the driver's session is closed", null);
        }
        boolean refused = failure instanceof QueryValidationException || failure instanceof AuthenticationException;
        return failure(
                Kind.FAILED,
                refused ? Outcome.NOT_APPLIED : Outcome.UNKNOWN,
                (refused ? "the cluster refused the request (" : "the request failed (")
                        + failure.getClass().getName() + ")",
                null);
    }

    private static BackendException failure(
            Kind kind, Outcome outcome, @Nullable String message, @Nullable Throwable cause) {
        return new BackendException(kind, outcome, String.valueOf(message), cause);
    }
}
