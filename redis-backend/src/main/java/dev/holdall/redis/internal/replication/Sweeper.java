package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.LogThrottle;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the other data centres regularly: registers this data centre, finds out whether it may send, and sends
 * the records of marks that are older than a while. Of all processes of a data centre, the one that has the lease
 * sends.
 */
final class Sweeper implements AutoCloseable {

    private static final Duration TIME = Duration.ofSeconds(10);

    private final Site local;

    /** The other data centres, each with the bound of the marks for it. */
    private final Map<OtherDataCentre, MarksBound> others = new LinkedHashMap<>();

    private final Registration registration;
    private final DataCentreOptions options;
    private final BackendContext context;
    private final Lease lease;
    private final Synchrony synchrony;
    private final LogThrottle failures = new LogThrottle();
    private final LogThrottle stops = new LogThrottle();

    /** The next sweep or the one that is being made. Guarded by this. */
    private @Nullable Future<?> next;

    private volatile boolean closed;

    Sweeper(
            Site local,
            List<OtherDataCentre> others,
            Registration registration,
            DataCentreOptions options,
            BackendContext context) {
        this.local = local;
        this.registration = registration;
        this.options = options;
        this.context = context;
        this.lease = new Lease(local, context.keyPrefix());
        this.synchrony = new Synchrony(context.keyPrefix(), options.tombstoneRetention());
        DroppedMarks dropped = new DroppedMarks(context.keyPrefix());
        for (OtherDataCentre other : others) {
            this.others.put(other, new MarksBound(local, other.name(), options.maxPending(), dropped, context.store()));
        }
        schedule();
    }

    private synchronized void schedule() {
        if (!closed) {
            next = context.schedule(this::sweep, options.sweepAfter());
        }
    }

    private void sweep() {
        try {
            await(registration.register(options));
            boolean sends = lease.isHeld();
            for (Map.Entry<OtherDataCentre, MarksBound> each : others.entrySet()) {
                OtherDataCentre other = each.getKey();
                allow(other);
                boolean dropped = sends && each.getValue().enforce();
                if (sends && other.isAllowed()) {
                    sweep(other, dropped);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            if (!closed && failures.count()) {
                RedisLog.LOG.warn("{}/redis: the sweep failed, and is made again: {}", context.store(), e.getMessage());
            }
        } finally {
            schedule();
        }
    }

    private void allow(OtherDataCentre other) throws InterruptedException {
        boolean allowed =
                await(synchrony.allowsSending(local, other.name(), local.calls().serverMillis()));
        other.allow(allowed);
        if (!allowed && stops.count()) {
            RedisLog.LOG.error(
                    "{}/redis: nothing is sent to the data centre {}: for longer than tombstone-retention, not all of"
                            + " what was written there has arrived here, so deleted sessions could come back there."
                            + " docs/backends/redis.md says how to go on",
                    context.store(),
                    other.name());
        }
    }

    /**
     * Sends the marked records of a data centre, as many as the rate allows until the next sweep.
     *
     * @param dropped whether marks were dropped, so that not everything has arrived there even if all marks are removed
     */
    private void sweep(OtherDataCentre other, boolean dropped) throws InterruptedException {
        Site there = other.site().orElse(null);
        if (there == null) {
            return;
        }
        long now = local.calls().serverMillis();
        long most = Math.max(1, options.sweepRate() * options.sweepAfter().toMillis() / 1_000);
        Sweep sweep = new Sweep(local, other, now - options.sweepAfter().toMillis(), most, () -> closed);
        if (sweep.run() && !dropped) {
            await(synchrony.note(there, options.local(), now));
        }
    }

    static <T> T await(CompletionStage<T> stage) throws InterruptedException {
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
