package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.RecordReply;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.Stamp;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.LogThrottle;
import io.lettuce.core.ScoredValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Sends the records of marks that are older than a while, with what is stored then. Of all processes of a data centre,
 * one does that: the one that has the lease.
 */
final class Sweeper implements AutoCloseable {

    private static final int BATCH = 256;
    private static final Duration TIME = Duration.ofSeconds(10);

    private final Site local;
    private final List<OtherDataCentre> others;
    private final Registration registration;
    private final DataCentreOptions options;
    private final Duration after;
    private final int rate;
    private final BackendContext context;
    private final Lease lease;
    private final LogThrottle log = new LogThrottle();

    /** The next sweep or the one that is being made. Guarded by this. */
    private @Nullable Future<?> next;

    private volatile boolean closed;

    Sweeper(
            Site local,
            List<OtherDataCentre> others,
            Registration registration,
            DataCentreOptions options,
            BackendContext context) {
        this.registration = registration;
        this.options = options;
        this.local = local;
        this.others = others;
        this.after = options.sweepAfter();
        this.rate = options.sweepRate();
        this.context = context;
        this.lease = new Lease(local, context.keyPrefix());
        schedule();
    }

    private synchronized void schedule() {
        if (!closed) {
            next = context.schedule(this::sweep, after);
        }
    }

    private void sweep() {
        try {
            await(registration.register(options));
            if (lease.isHeld()) {
                for (OtherDataCentre other : others) {
                    if (other.site().isPresent()) {
                        sweep(other);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (log.count() && !closed) {
                RedisLog.LOG.warn("{}/redis: the sweep failed, and is made again: {}", context.store(), e.getMessage());
            }
        } finally {
            schedule();
        }
    }

    /** Sends the marked records of a data centre, as many as the rate allows until the next sweep. */
    private void sweep(OtherDataCentre other) throws InterruptedException {
        long before = Stamp.first(local.calls().serverMillis() - after.toMillis());
        long left = Math.max(1, rate * after.toMillis() / 1_000);
        for (String tag : local.servers().slotTags()) {
            if (closed || left <= 0) {
                return;
            }
            String set = local.marks().set(other.name(), tag);
            List<ScoredValue<byte[]>> marks;
            do {
                marks = await(local.send(Commands.marks(set, before, (int) Math.min(BATCH, left))));
                left -= marks.size();
            } while (send(other, marks) && marks.size() == BATCH && left > 0 && !closed);
        }
    }

    /** Sends the records of some marks, and tells whether one was confirmed: otherwise the same marks are first again. */
    private boolean send(OtherDataCentre other, List<ScoredValue<byte[]>> marks) throws InterruptedException {
        List<CompletableFuture<Boolean>> sent = new ArrayList<>(marks.size());
        for (ScoredValue<byte[]> mark : marks) {
            String key = new String(mark.getValue(), StandardCharsets.UTF_8);
            sent.add(send(other, key, (long) mark.getScore()).toCompletableFuture());
        }
        await(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
        return sent.stream().anyMatch(CompletableFuture::join);
    }

    private CompletionStage<Boolean> send(OtherDataCentre other, String key, long stamp) {
        return local.requests()
                .run(Calls.record(key), RecordReply::record, Deadline.in(TIME))
                .thenCompose(record -> send(other, key, stamp, record))
                .handle((reply, failure) -> failure == null);
    }

    private static CompletionStage<?> send(
            OtherDataCentre other, String key, long stamp, Optional<PackedRecord> record) {
        if (record.isEmpty()) {
            other.confirm(key, stamp);
            return CompletableFuture.completedStage(null);
        }
        CompletionStage<Reply> applied =
                other.apply(key, PackedEntry.of(record.get()), record.get().lifetime(), stamp);
        return applied;
    }

    private static <T> T await(CompletionStage<T> stage) throws InterruptedException {
        if (!Deadline.in(TIME).await(stage)) {
            throw new IllegalStateException("there was no answer within " + TIME.toSeconds() + " s");
        }
        return stage.toCompletableFuture().join();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (this) {
            if (next != null) {
                next.cancel(false);
            }
        }
    }
}
