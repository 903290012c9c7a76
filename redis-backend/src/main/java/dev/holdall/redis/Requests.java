package dev.holdall.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Sends commands to the primaries; what comes back is an answer, or a failure in this library's terms.
 *
 * <p>A server that has forgotten the scripts, since it was restarted or was a replica until now, is given them again; it has
 * done nothing until then.
 */
final class Requests {

    private final Servers servers;
    private final ReplicaWait replicaWait;

    Requests(Servers servers, ReplicaWait replicaWait) {
        this.servers = servers;
        this.replicaWait = replicaWait;
    }

    /** Runs a script; the answer is made of what it returns. */
    <T, R> CompletionStage<R> run(Call<T> call, Function<T, R> answer) {
        return answered(call, attempt(call), answer);
    }

    /** Runs scripts, each on a key of its own, in one go; an answer for each key, in their order. */
    <T, R> Map<String, CompletionStage<R>> runAll(Collection<Call<T>> calls, Function<T, R> answer) {
        Map<String, CompletionStage<R>> answers = new LinkedHashMap<>();
        if (replicaWait.isWanted()) {
            calls.forEach(call -> answers.put(call.key(), run(call, answer)));
            return answers;
        }
        List<AsyncCommand<String, byte[], T>> commands = new ArrayList<>(calls.size());
        for (Call<T> call : calls) {
            AsyncCommand<String, byte[], T> command = call.command();
            commands.add(command);
            answers.put(call.key(), answered(call, command, answer));
        }
        servers.sendAll(commands);
        return answers;
    }

    private <T, R> CompletionStage<R> answered(Call<T> call, CompletionStage<T> reply, Function<T, R> answer) {
        return translated(reply.exceptionallyCompose(failure -> recover(call, failure)), answer);
    }

    private <T> CompletionStage<T> attempt(Call<T> call) {
        AsyncCommand<String, byte[], T> command = call.command();
        if (call.script().writes() && replicaWait.isWanted()) {
            return servers.connectionOf(call.key()).thenCompose(connection -> replicaWait.send(command, connection));
        }
        servers.send(command);
        return command;
    }

    /** Once more where the server has done nothing, and can be helped. */
    private <T> CompletionStage<T> recover(Call<T> call, Throwable failure) {
        return switch (ServerFailures.code(failure)) {
            case "NOSCRIPT" -> servers.load(call.script()).thenCompose(loaded -> attempt(call));
            case "MOVED" -> servers.refresh().thenCompose(refreshed -> attempt(call));
            default -> CompletableFuture.failedStage(failure);
        };
    }

    /** Sends a command over a connection. */
    static <T> CompletionStage<T> dispatch(
            StatefulRedisConnection<String, byte[]> connection, AsyncCommand<String, byte[], T> command) {
        connection.dispatch(command);
        return command;
    }

    /** An answer made of what comes back, or the failure in this library's terms. */
    static <T, R> CompletionStage<R> translated(CompletionStage<T> stage, Function<T, R> answer) {
        return stage.handle((result, failure) -> {
            if (failure != null) {
                throw ServerFailures.translate(failure);
            }
            return answer.apply(result);
        });
    }
}
