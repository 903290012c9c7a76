package dev.holdall.redis.internal.requests;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.BackendException.Kind;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisException;
import io.lettuce.core.cluster.PartitionSelectorException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Translates failures of servers and of the client library into this library's failures. */
public final class ServerFailures {

    /**
     * The error code, which is the first word. Before Redis 7.0, the code of a command within a script is in the
     * middle.
     */
    private static final Pattern CODE =
            Pattern.compile("^(?:ERR Error running script .*?: -)?([A-Z][A-Z_]+)\\b", Pattern.DOTALL);

    /** The texts that a server uses instead of NOPERM if a command within a script is forbidden. */
    private static final Pattern FORBIDDEN_IN_SCRIPT =
            Pattern.compile("ACL failure in script|The user executing the script can't");

    private static final String NOT_SENT = "Currently not connected";
    private static final String CLOSED = "Connection is closed";
    private static final String QUEUE_FULL = "queue size exceeded";
    private static final String UNANSWERED_FULL = "stack size exceeded";
    private static final String BUFFER_FULL = "buffer size exceeded";

    private record Meaning(Kind kind, String message) {}

    /** The error codes with which a server refuses a request without changing anything. */
    private static final Map<String, Meaning> REFUSALS = Map.ofEntries(
            refusal("READONLY", Kind.UNAVAILABLE, "the server is a replica now, and takes no writes"),
            refusal("LOADING", Kind.UNAVAILABLE, "the server is still loading its data"),
            refusal("MASTERDOWN", Kind.UNAVAILABLE, "the replica has lost its primary, and doesn't answer"),
            refusal("CLUSTERDOWN", Kind.UNAVAILABLE, "the cluster is down, or no node has the key's slot"),
            refusal("MOVED", Kind.UNAVAILABLE, "another node has the key; if this is a cluster, use redis-cluster://"),
            refusal("ASK", Kind.UNAVAILABLE, "the key is being moved to another node"),
            refusal("TRYAGAIN", Kind.UNAVAILABLE, "the key is being moved to another node"),
            refusal("UNBLOCKED", Kind.UNAVAILABLE, "the server became a replica while it waited for its replicas"),
            refusal("NOREPLICAS", Kind.UNAVAILABLE, "the server has too few replicas to take writes"),
            refusal("MISCONF", Kind.UNAVAILABLE, "the server can't save to its disk, and takes no writes"),
            refusal("NOSCRIPT", Kind.UNAVAILABLE, "the server doesn't know the script, though it was loaded again"),
            refusal("BUSY", Kind.OVERLOADED, "the server is busy with a script"),
            refusal("OOM", Kind.OVERLOADED, "the server has reached maxmemory, and evicts nothing"),
            refusal("WRONGTYPE", Kind.CORRUPT, "what is stored has another type than this library stores there"),
            refusal("NOAUTH", Kind.FAILED, "the server needs credentials"),
            refusal("WRONGPASS", Kind.FAILED, "the server did not accept the credentials"),
            refusal(
                    "NOPERM",
                    Kind.FAILED,
                    "the user may not run a command or use the key: docs/backends/redis.md has what it needs"));

    private ServerFailures() {}

    private static Map.Entry<String, Meaning> refusal(String code, Kind kind, String message) {
        return Map.entry(code, new Meaning(kind, message));
    }

    /** Translates the failure of a request. */
    public static BackendException translate(Throwable failure) {
        Throwable cause = unwrap(failure);
        if (cause instanceof BackendException translated) {
            return translated;
        }
        if (cause instanceof RedisCommandExecutionException refused) {
            return ofServer(refused);
        }
        if (cause instanceof RedisCommandTimeoutException) {
            return failure(Kind.TIMEOUT, Outcome.UNKNOWN, "the server did not answer in time", cause);
        }
        return ofClient(cause);
    }

    /** Translates a failure, except for a counter's sum that doesn't fit, which callers get as it is. */
    static Throwable translateUnlessArithmetic(Throwable failure) {
        return unwrap(failure) instanceof ArithmeticException overflow ? overflow : translate(failure);
    }

    /** Returns the code of a server's error; empty if the failure doesn't come from a server. */
    static String code(Throwable failure) {
        return unwrap(failure) instanceof RedisCommandExecutionException refused ? codeOf(refused) : "";
    }

    /** Tells whether a server doesn't know a command, or doesn't allow this user to run it. */
    public static boolean isForbidden(Throwable failure) {
        return code(failure).equals("NOPERM")
                || (code(failure).equals("ERR")
                        && String.valueOf(unwrap(failure).getMessage()).contains("unknown command"));
    }

    /** Translates the failure of a request that follows another one in the same call; that one decides the outcome. */
    static BackendException withOutcome(Throwable failure, Outcome outcome) {
        BackendException translated = translate(failure);
        return failure(translated.kind(), outcome, String.valueOf(translated.getMessage()), translated.getCause());
    }

    private static String codeOf(RedisCommandExecutionException refused) {
        String message = String.valueOf(refused.getMessage());
        Matcher code = CODE.matcher(message);
        if (FORBIDDEN_IN_SCRIPT.matcher(message).find()) {
            return "NOPERM";
        }
        return code.find() ? code.group(1) : "";
    }

    /** Leaves out the server's own words, since they may name a key or a user. */
    private static BackendException ofServer(RedisCommandExecutionException refused) {
        String code = codeOf(refused);
        Meaning meaning = REFUSALS.get(code);
        return meaning != null
                ? failure(meaning.kind(), Outcome.NOT_APPLIED, meaning.message(), null)
                : failure(Kind.FAILED, Outcome.UNKNOWN, "the server answered with an error (" + code + ")", null);
    }

    private static BackendException ofClient(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        if (message.contains(QUEUE_FULL) || message.contains(UNANSWERED_FULL) || message.contains(BUFFER_FULL)) {
            return failure(Kind.OVERLOADED, Outcome.NOT_APPLIED, "too many requests wait for the server", failure);
        }
        if (failure instanceof PartitionSelectorException) {
            return slotWithoutNode();
        }
        if (message.startsWith(NOT_SENT) || message.startsWith(CLOSED) || failure instanceof RedisConnectionException) {
            return failure(Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "the server is not connected", failure);
        }
        boolean lost = failure instanceof RedisException
                || failure instanceof CancellationException
                || failure instanceof IOException;
        return lost
                ? failure(Kind.UNAVAILABLE, Outcome.UNKNOWN, "the connection to the server was lost", failure)
                : failure(Kind.FAILED, Outcome.UNKNOWN, "the client library failed", failure);
    }

    public static BackendException slotWithoutNode() {
        return failure(Kind.UNAVAILABLE, Outcome.NOT_APPLIED, "no node of the cluster has the key's slot", null);
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    private static BackendException failure(Kind kind, Outcome outcome, String message, @Nullable Throwable cause) {
        return new BackendException(kind, outcome, message, cause);
    }
}
