package dev.holdall.redis.internal.requests;

import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Found;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.StoredEntry;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs scripts on the primaries. A call completes with its answer, or with the translated failure.
 *
 * <p>A server may not know the scripts, because it was restarted or was a replica until now. It then refuses the call
 * without doing anything, so the script is loaded and the call is sent again.
 */
public final class Requests {

    private final Servers servers;
    private final ReplicaWait replicaWait;

    public Requests(Servers servers, ReplicaWait replicaWait) {
        this.servers = servers;
        this.replicaWait = replicaWait;
    }

    /** Runs a script, and makes the answer from its reply. */
    public <T, R> CompletionStage<R> run(ScriptCall<T> call, Function<T, R> answer, Deadline deadline) {
        Run<T, R> run = new Run<>(call, answer, deadline);
        return run.to(attempt(call, deadline));
    }

    /** Runs scripts, each on another key, and sends them together. Returns an answer for each key, in their order. */
    public <T, R> Map<String, CompletionStage<R>> runAll(
            List<ScriptCall<T>> calls, BiFunction<ScriptCall<T>, T, R> answer, Deadline deadline) {
        List<CompletionStage<R>> inOrder = runTogether(calls, answer, deadline);
        Map<String, CompletionStage<R>> answers = new LinkedHashMap<>();
        for (int i = 0; i < inOrder.size(); i++) {
            answers.put(calls.get(i).key(), inOrder.get(i));
        }
        return answers;
    }

    /** Runs scripts, and sends them together. Returns an answer for each call, in their order. */
    public <T, R> List<CompletionStage<R>> runTogether(
            List<ScriptCall<T>> calls, BiFunction<ScriptCall<T>, T, R> answer, Deadline deadline) {
        if (replicaWait.isWanted()) {
            return calls.stream()
                    .map(call -> run(call, reply -> answer.apply(call, reply), deadline))
                    .toList();
        }
        List<AsyncCommand<String, byte[], T>> commands = new ArrayList<>(calls.size());
        List<CompletionStage<R>> answers = new ArrayList<>(calls.size());
        for (ScriptCall<T> call : calls) {
            AsyncCommand<String, byte[], T> command = call.command();
            commands.add(command);
            Run<T, R> run = new Run<>(call, reply -> answer.apply(call, reply), deadline);
            answers.add(run.to(command));
        }
        servers.sendAll(commands);
        return answers;
    }

    /** Reads an entry with a script, which sees the value and its remaining lifetime at the same moment. */
    CompletionStage<Optional<StoredEntry>> readWithLifetime(String key, Deadline deadline) {
        return run(Calls.read(key), Found::entry, deadline);
    }

    private <T> CompletionStage<T> attempt(ScriptCall<T> call, Deadline deadline) {
        if (deadline.hasPassed()) {
            // The failure is returned and not thrown, because earlier scripts of the same bulk request may have been
            // sent.
            return CompletableFuture.failedStage(Deadline.notBegun());
        }
        AsyncCommand<String, byte[], T> command = call.command();
        if (call.script().writes() && replicaWait.isWanted()) {
            return servers.connectionOf(call.key())
                    .thenCompose(connection -> replicaWait.send(command, connection, deadline));
        }
        servers.send(command);
        return command;
    }

    private <T> CompletableFuture<T> sent(AsyncCommand<String, byte[], T> command) {
        servers.send(command);
        return command;
    }

    /** Sends a command over a connection. */
    public static <T> CompletionStage<T> dispatch(
            StatefulRedisConnection<String, byte[]> connection, AsyncCommand<String, byte[], T> command) {
        connection.dispatch(command);
        return command;
    }

    /**
     * One run of a script. It is sent a second time if the server has refused it without doing anything, and loading
     * the script or refreshing the topology helps.
     */
    private final class Run<T, R> extends PendingAnswer<T, R> {

        private final ScriptCall<T> call;
        private final Function<T, R> answer;

        Run(ScriptCall<T> call, Function<T, R> answer, Deadline deadline) {
            super(deadline);
            this.call = call;
            this.answer = answer;
        }

        @Override
        void answer(T reply) {
            complete(answer.apply(reply));
        }

        @Override
        void recover(Throwable failure) {
            switch (ServerFailures.code(failure)) {
                case "NOSCRIPT" ->
                    continueWith(() -> servers.load(call.script()).thenCompose(loaded -> again()));
                case "TRYAGAIN" -> {
                    if (call.marks().isEmpty()) {
                        super.recover(failure);
                    } else {
                        continueWith(this::markThenRun);
                    }
                }
                case "MOVED" -> continueWith(() -> servers.refresh().thenCompose(refreshed -> again()));
                default -> super.recover(failure);
            }
        }

        /**
         * Marks the key first, and then runs the script without marks: while a slot is moved, no node has both the key
         * and the set. A mark of a key that isn't written does no harm.
         */
        private CompletionStage<R> markThenRun() {
            Stream<String> sets = call.marksKey() ? call.marks().stream() : Stream.empty();
            CompletableFuture<?>[] marked = sets.map(set -> sent(Commands.mark(set, call.key(), call.stamp())))
                    .toArray(CompletableFuture[]::new);
            return CompletableFuture.allOf(marked)
                    .thenCompose(all -> attempt(call.withoutMarks(), deadline()))
                    .thenApply(answer);
        }

        private CompletionStage<R> again() {
            return attempt(call, deadline()).thenApply(answer);
        }
    }
}
