package dev.holdall.redis.internal.replication;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import io.lettuce.core.protocol.AsyncCommand;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/**
 * A key that one process of a data centre holds for a while, so that the others needn't do the same work. It isn't a
 * lock: two processes may hold it for a moment, which does no harm.
 */
final class Lease {

    private static final Duration LENGTH = Duration.ofSeconds(10);
    private static final Duration TIME = Duration.ofSeconds(2);

    private final Site site;
    private final String key;
    private final String holder = UUID.randomUUID().toString();

    Lease(Site site, String prefix) {
        this.site = site;
        this.key = prefix + "\u0001lease:sweep";
    }

    /** Takes the lease or renews it, and tells whether this process has it. Blocks. */
    boolean isHeld() throws InterruptedException {
        if (ask(Commands.lease(key, holder, LENGTH, false)) != null) {
            return true;
        }
        byte[] current = ask(Commands.string(key));
        return Arrays.equals(current, holder.getBytes(StandardCharsets.UTF_8))
                && ask(Commands.lease(key, holder, LENGTH, true)) != null;
    }

    private <T> T ask(AsyncCommand<String, byte[], T> command) throws InterruptedException {
        CompletionStage<T> answer = site.send(command);
        if (!Deadline.in(TIME).await(answer)) {
            throw new BackendException(
                    BackendException.Kind.TIMEOUT,
                    Outcome.UNKNOWN,
                    "there was no answer within " + TIME.toSeconds() + " s",
                    null);
        }
        return answer.toCompletableFuture().join();
    }
}
