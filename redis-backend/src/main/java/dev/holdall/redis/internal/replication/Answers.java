package dev.holdall.redis.internal.replication;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for the answers of servers, on a thread that may block. */
final class Answers {

    /** The client closes a silent connection before that. */
    static final Duration TIME = Duration.ofSeconds(10);

    private Answers() {}

    /**
     * Blocks until an answer is there.
     *
     * @throws BackendException if the request has failed, or there is no answer
     */
    static <T> T await(CompletionStage<T> stage) throws InterruptedException {
        if (!Deadline.in(TIME).await(stage)) {
            throw new BackendException(
                    BackendException.Kind.TIMEOUT,
                    Outcome.UNKNOWN,
                    "there was no answer within " + TIME.toSeconds() + " s",
                    null);
        }
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw ServerFailures.translate(e);
        }
    }

    /** Blocks until all answers are there, and returns them in their order. */
    static <T> List<T> awaitAll(List<? extends CompletionStage<T>> stages) throws InterruptedException {
        await(CompletableFuture.allOf(
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture[]::new)));
        return stages.stream().map(stage -> stage.toCompletableFuture().join()).toList();
    }
}
