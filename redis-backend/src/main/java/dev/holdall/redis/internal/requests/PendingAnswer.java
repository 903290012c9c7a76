package dev.holdall.redis.internal.requests;

import dev.holdall.spi.Deadline;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request. It completes with a result that is made from the server's reply, or with the translated
 * failure. One object does the work of several stages, because each request needs one.
 *
 * @param <T> the server's reply
 * @param <R> the result
 */
abstract class PendingAnswer<T, R> extends CompletableFuture<R> implements BiConsumer<T, @Nullable Throwable> {

    private final Deadline deadline;

    PendingAnswer(Deadline deadline) {
        this.deadline = deadline;
    }

    /** Lets a reply complete this answer. */
    final PendingAnswer<T, R> to(CompletionStage<T> reply) {
        reply.whenComplete(this);
        return this;
    }

    /** Takes the reply or the failure of a command. */
    @Override
    public final void accept(T reply, @Nullable Throwable failure) {
        try {
            if (failure == null) {
                answer(reply);
            } else {
                recover(failure);
            }
        } catch (RuntimeException | Error e) {
            completeExceptionally(ServerFailures.translateUnlessArithmetic(e));
        }
    }

    /** Completes this answer with the result of the reply, or continues with another request. */
    abstract void answer(T reply);

    /** Fails this answer. A subclass may send another request instead, where that helps. */
    void recover(Throwable failure) {
        completeExceptionally(ServerFailures.translate(failure));
    }

    /** Continues with another request, unless the deadline has passed. */
    final void continueWith(Request<R> next) {
        if (deadline.hasPassed()) {
            completeExceptionally(Deadline.notBegun());
            return;
        }
        next.send().whenComplete((value, failure) -> {
            if (failure == null) {
                complete(value);
            } else {
                completeExceptionally(ServerFailures.translateUnlessArithmetic(failure));
            }
        });
    }

    final Deadline deadline() {
        return deadline;
    }

    /** Another request, which gives the answer instead of the first one. */
    @FunctionalInterface
    interface Request<R> {
        CompletionStage<R> send();
    }
}
