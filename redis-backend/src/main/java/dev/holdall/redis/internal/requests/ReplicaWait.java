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

/** Answers writes only when {@code wait.replicas} replicas have them, if that option is above 0. Thread-safe. */
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
     * Makes the wait that the options ask for. It takes at most half of a call's time, so that the other half is left
     * for the write.
     */
    public static ReplicaWait of(RedisOptions options, Duration requestTimeout) {
        Duration half = requestTimeout.dividedBy(2);
        Duration atMost = options.waitAtMost();
        return new ReplicaWait(options.waitForReplicas(), atMost.compareTo(half) < 0 ? atMost : half);
    }

    /** Returns what doesn't wait. */
    public static ReplicaWait none() {
        return new ReplicaWait(0, Duration.ZERO);
    }

    public boolean isWanted() {
        return replicas > 0;
    }

    /**
     * Sends a write over a connection. The stage completes with the script's reply when the replicas have all that the
     * primary has answered on this connection, also if the script has changed nothing.
     *
     * <p>WAIT is sent when the server has answered the write, on the client library's thread that takes the answer. So
     * WAIT comes after the write, and before that thread could replace the network connection that the write went over.
     */
    <T> CompletionStage<T> send(
            AsyncCommand<String, byte[], T> write,
            StatefulRedisConnection<String, byte[]> connection,
            Deadline deadline) {
        if (deadline.hasPassed()) {
            throw Deadline.notBegun(); // Opening the connection to a cluster's node may have taken all the time.
        }
        WaitingConnection waiting = waiting(connection);
        CompletionStage<T> acknowledged =
                write.thenCompose(reply -> waiting.await(deadline).handle((count, failure) -> {
                    Outcome outcome = Reply.reportsChange(reply) ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
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

    /** Finds the state of a connection. Forgets closed connections, since those of a cluster come and go. */
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
                (outcome == Outcome.UNKNOWN ? "the primary has the write, but " : "the call changed nothing, and ")
                        + "only " + count + " of the " + replicas + " replicas that wait.replicas requires acknowledged"
                        + " the primary's writes within " + atMost.toMillis() + " ms or the time left for the call",
                null);
    }
}
