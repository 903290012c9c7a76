package dev.holdall.redis.internal.requests;

import dev.holdall.spi.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request: it completes with what is made of the server's reply, or with the failure in this library's
 * terms. One object does what several stages would do, since there is one for each request.
 *
 * @param <T> what the server replies
 * @param <R> what is made of that
 */
abstract class PendingAnswer<T, R> extends CompletableFuture<R> implements BiConsumer<T, @Nullable Throwable> {

    private final Deadline deadline;

    PendingAnswer(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Waits for a reply. */
    final PendingAnswer<T, R> to(CompletionStage<T> reply) {
        reply.whenComplete(this);
        return this;
    }

    /** The reply, or the failure, of a command is there. */
    @Override
    public final void accept(T reply, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                answer(reply);
            } else {
                recover(failure);
            }
        } catch (RuntimeException | Error e) {
            completeExceptionally(ServerFailures.unlessTold(e));
        }
    }

    /** Completes this with what the reply means, or goes on with another request. */
    abstract void answer(T reply);

    /** Asks again where that helps; a subclass that can't help leaves it at the failure. */
    void recover(Throwable failure) {
        completeExceptionally(ServerFailures.translate(failure));
    }

    /** Goes on with another request, unless the deadline has passed. */
    final void goOn(Request<R> next) {
        if (deadline.hasPassed()) {
            completeExceptionally(Deadline.notBegun());
            return;
        }
        next.send().whenComplete((value, failure) -> {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(ServerFailures.unlessTold(failure));
            }
        });
    }

    final Deadline deadline() {
        return deadline;
    }

    /** Another request that answers in the place of the first one. */
    @FunctionalInterface
    interface Request<R> {
        CompletionStage<R> send();
    }
}
