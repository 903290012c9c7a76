package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.connections.AfterAnswers;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Sends calls to another data centre in groups: all those that follow from answers which have arrived together. A group
 * costs the client and the servers there one system call each, and it is sent when the callers have their answers.
 * Thread-safe.
 */
final class GroupedSending {

    /** A group is sent when it has so many calls, even if more are about to follow. */
    private static final int MOST = 64;

    /** The client closes a silent connection before that. */
    private static final Duration TIME = Duration.ofSeconds(10);

    private final Site there;

    /** The calls that wait. Guarded by this. */
    private List<Waiting> waiting = new ArrayList<>();

    private record Waiting(ScriptCall<byte[]> call, CompletableFuture<Reply> reply) {}

    GroupedSending(Site there) {
        this.there = there;
    }

    Site there() {
        return there;
    }

    /** Sends a call soon, and returns its reply. Never throws. */
    CompletionStage<Reply> send(ScriptCall<byte[]> call) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        int size = add(new Waiting(call, reply));
        if (size == 1) {
            AfterAnswers.run(this::sendAll);
        } else if (size >= MOST) {
            sendAll();
        }
        return reply;
    }

    private synchronized int add(Waiting call) {
        waiting.add(call);
        return waiting.size();
    }

    private synchronized List<Waiting> take() {
        List<Waiting> all = waiting;
        waiting = new ArrayList<>();
        return all;
    }

    private void sendAll() {
        List<Waiting> all = take();
        List<CompletionStage<Reply>> replies =
                there.runTogether(all.stream().map(Waiting::call).toList(), Deadline.in(TIME));
        for (int i = 0; i < all.size(); i++) {
            CompletableFuture<Reply> reply = all.get(i).reply();
            replies.get(i).whenComplete((answer, failure) -> {
                if (failure == null) {
                    reply.complete(answer);
                } else {
                    reply.completeExceptionally(failure);
                }
            });
        }
    }
}
