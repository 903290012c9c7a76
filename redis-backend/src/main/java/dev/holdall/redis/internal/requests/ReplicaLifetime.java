package dev.holdall.redis.internal.requests;

import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Found;
import dev.holdall.redis.internal.register.Stored;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.StoredEntry;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * Reads an entry and its remaining lifetime once from a replica, which may refuse scripts.
 *
 * <p>A PTTL is sent before the GET, and another one after it. If both agree, they are the lifetime of the value that
 * was read. Otherwise a write came in between, and the primary is asked.
 */
final class ReplicaLifetime {

    private static final long ABSENT = -2;

    private final String key;
    private final AsyncCommand<String, byte[], Long> before;
    private final AsyncCommand<String, byte[], Stored> value;
    private final AsyncCommand<String, byte[], Long> after;
    private final Deadline deadline;
    private final long startNanos = System.nanoTime();

    ReplicaLifetime(String key, Deadline deadline) {
        this.key = key;
        this.deadline = deadline;
        before = Commands.remainingMillis(key);
        value = Commands.get(key);
        after = Commands.remainingMillis(key);
    }

    CompletionStage<Optional<StoredEntry>> read(Servers servers, Requests requests) {
        servers.sendNearby(List.of(before, value, after));
        return new Answer(requests).to(CompletableFuture.allOf(before, value, after));
    }

    private final class Answer extends PendingAnswer<Void, Optional<StoredEntry>> {

        private final Requests requests;

        Answer(Requests requests) {
            super(deadline);
            this.requests = requests;
        }

        @Override
        void answer(Void all) {
            if (isSettled()) {
                complete(new Found(value.join(), after.join()).entry());
            } else {
                askPrimary();
            }
        }

        @Override
        void recover(Throwable failure) {
            askPrimary();
        }

        private void askPrimary() {
            continueWith(() -> requests.readWithLifetime(key, deadline));
        }
    }

    private boolean isSettled() {
        long elapsedMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos) + 1;
        long passedMillis = before.join() - after.join();
        boolean agree = passedMillis >= 0 && passedMillis <= elapsedMillis && (before.join() < 0) == (after.join() < 0);
        return agree && value.join().isSettled() && after.join() != 0 && after.join() != ABSENT;
    }
}
