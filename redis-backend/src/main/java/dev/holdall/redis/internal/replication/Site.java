package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Marks;
import dev.holdall.redis.internal.register.Merging;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.RecordReply;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.redis.internal.register.ServerTime;
import dev.holdall.redis.internal.requests.ReplicaWait;
import dev.holdall.redis.internal.requests.Requests;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A data centre whose servers are connected, with the calls that fit them.
 *
 * @param servers its servers
 * @param requests sends requests to them
 * @param calls makes the calls of scripts, which mark keys in the sets of this data centre
 * @param marks names these sets
 */
public record Site(Servers servers, Requests requests, Calls calls, Marks marks) {

    /** Makes the only data centre of a store. */
    public static Site alone(Servers servers, ServerTime time, ReplicaWait wait) {
        return new Site(
                servers,
                new Requests(servers, wait),
                new Calls(time, null),
                new Marks("", List.of(), servers::slotTag));
    }

    /**
     * Makes one of several data centres.
     *
     * @param others the names of all other data centres
     * @param time the time of its servers
     * @param wait how writes wait for replicas
     */
    public static Site of(
            Servers servers,
            Collection<String> others,
            DataCentreOptions options,
            BackendContext context,
            ServerTime time,
            ReplicaWait wait) {
        Marks marks = new Marks(context.keyPrefix(), List.copyOf(others), servers::slotTag);
        Calls calls = new Calls(time, Merging.of(marks, options.tombstoneRetention()));
        return new Site(servers, new Requests(servers, wait), calls, marks);
    }

    /** Runs a script that writes, and returns its reply. Never throws, also while the servers are being closed. */
    CompletionStage<Reply> run(ScriptCall<byte[]> call, Deadline deadline) {
        return attempt(() -> requests.run(call, calls::parse, deadline));
    }

    /** Runs scripts that write, sent together, and returns their replies in the same order. Never throws. */
    List<CompletionStage<Reply>> runTogether(List<ScriptCall<byte[]>> all, Deadline deadline) {
        return attempt(all, (call, reply) -> calls.parse(reply), deadline);
    }

    /** Runs scripts that remove marks, sent together. Never throws. */
    List<CompletionStage<Long>> removeMarks(List<ScriptCall<Long>> all, Deadline deadline) {
        return attempt(all, (call, removed) -> removed, deadline);
    }

    private <T, R> List<CompletionStage<R>> attempt(
            List<ScriptCall<T>> all, BiFunction<ScriptCall<T>, T, R> answer, Deadline deadline) {
        try {
            return requests.runTogether(all, answer, deadline);
        } catch (RuntimeException e) {
            return Collections.nCopies(all.size(), CompletableFuture.failedStage(ServerFailures.translate(e)));
        }
    }

    /** Reads the record of a key as another data centre gets it. Never throws. */
    CompletionStage<Optional<PackedRecord>> record(String key, Deadline deadline) {
        return attempt(() -> requests.run(Calls.record(key), RecordReply::record, deadline));
    }

    /** Asks for the servers' time, so that the stamps of the first marks are right, too. */
    public CompletionStage<Void> readTime() {
        return attempt(() -> send(Commands.time())).thenAccept(calls::reportTime);
    }

    private static <T> CompletionStage<T> attempt(Supplier<CompletionStage<T>> request) {
        try {
            return request.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(ServerFailures.translate(e));
        }
    }

    /** Sends a command. Never throws. */
    <T> AsyncCommand<String, byte[], T> send(AsyncCommand<String, byte[], T> command) {
        try {
            servers.send(command);
        } catch (RuntimeException e) {
            command.completeExceptionally(e);
        }
        return command;
    }
}
