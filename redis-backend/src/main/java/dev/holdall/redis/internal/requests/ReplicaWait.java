package dev.holdall.redis.internal.requests;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.options.RedisOptions;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Lets writes be answered only when so many replicas have them, where that is wanted. Thread-safe. */
public final class ReplicaWait {

    private final int replicas;
    private final Duration atMost;
    private final Map<StatefulRedisConnection<String, byte[]>, WaitingConnection> connections =
            new ConcurrentHashMap<>();

    private ReplicaWait(int replicas, Duration atMost) {
        this.replicas = replicas;
        this.atMost = atMost;
    }

    /**
     * The wait that the options ask for. It takes half of a call's time at most, and leaves the other half to the
     * write.
     */
    public static ReplicaWait of(RedisOptions options, Duration requestTimeout) {
        Duration half = requestTimeout.dividedBy(2);
        Duration atMost = options.waitAtMost();
        return new ReplicaWait(options.waitForReplicas(), atMost.compareTo(half) < 0 ? atMost : half);
    }

    public boolean isWanted() {
        return replicas > 0;
    }

    /**
     * Sends a write over a connection; answered when the replicas have it, too, or what it found instead.
     *
     * <p>They are waited for once the server has answered, on the client library's own thread: so the wait stands
     * behind the write on the connection, and that is still the one that the write went over.
     */
    <T> CompletionStage<T> send(
            AsyncCommand<String, byte[], T> write,
            StatefulRedisConnection<String, byte[]> connection,
            Deadline deadline) {
        if (deadline.hasPassed()) {
            throw Deadline.notBegun(); // A cluster's connection may have taken all the time.
        }
        WaitingConnection waiting = waiting(connection);
        CompletionStage<T> acknowledged =
                write.thenCompose(reply -> waiting.await(deadline).handle((count, failure) -> {
                    Outcome outcome = Reply.tellsOfChange(reply) ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
                    if (failure != null) {
                        throw ServerFailures.withOutcome(failure, outcome);
                    }
                    if (count < replicas) {
                        throw tooFew(count, outcome);
                    }
                    return reply;
                }));
        connection.dispatch(write);
        return acknowledged;
    }

    /** Those of a cluster come and go. */
    private WaitingConnection waiting(StatefulRedisConnection<String, byte[]> connection) {
        WaitingConnection known = connections.get(connection);
        if (known != null) {
            return known;
        }
        connections.keySet().removeIf(each -> !each.isOpen());
        return connections.computeIfAbsent(connection, each -> new WaitingConnection(each, replicas, atMost));
    }

    private BackendException tooFew(long count, Outcome outcome) {
        return new BackendException(
                BackendException.Kind.UNAVAILABLE,
                outcome,
                (outcome == Outcome.UNKNOWN ? "the primary has the write, but " : "") + "only " + count + " of the "
                        + replicas + " replicas that wait.replicas asks for have what the primary has after "
                        + atMost.toMillis() + " ms or less",
                null);
    }
}
