package dev.holdall.redis.internal.replication;

import dev.holdall.StoreObserver.Incident;
import dev.holdall.StoreObserver.ReplicationState;
import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.LogThrottle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the other data centres regularly: registers this data centre, finds out whether it may send, and sends
 * the records of marks that are older than a while. Of all processes of a data centre, the one that has the lease
 * sends.
 */
final class Sweeper implements AutoCloseable {

    private final Site local;
    private final List<Sweep> sweeps;
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
        DroppedMarks dropped = new DroppedMarks(context.keyPrefix());
        this.sweeps = others.stream()
                .map(other -> new Sweep(
                        local,
                        other,
                        new MarksBound(local, other.name(), options.maxPending(), dropped, context.store()),
                        () -> closed))
                .toList();
        this.registration = registration;
        this.options = options;
        this.context = context;
        this.lease = new Lease(local, context.keyPrefix());
        this.synchrony = new Synchrony(context.keyPrefix(), options.tombstoneRetention());
    }

    void start() {
        schedule();
    }

    private synchronized void schedule() {
        if (!closed) {
            next = context.schedule(this::sweep, options.sweepAfter());
        }
    }

    private void sweep() {
        try {
            attempt("the registration", () -> Answers.await(registration.register(options)));
            attempt("the sweep", () -> sweep(lease.isHeld()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            schedule();
        }
    }

    /** Something that blocks, and that fails on its own. */
    private interface Step {
        void run() throws InterruptedException;
    }

    private void attempt(String what, Step step) throws InterruptedException {
        try {
            step.run();
        } catch (RuntimeException e) {
            if (!closed && failures.count()) {
                RedisLog.LOG.warn(
                        "{}/redis: {} failed, and is made again: {}",
                        context.store(),
                        what,
                        ServerFailures.translate(e).getMessage());
            }
        }
    }

    /** The failure for one data centre doesn't keep the next one from being swept. */
    private void sweep(boolean sends) throws InterruptedException {
        for (Sweep each : sweeps) {
            report(each, sends);
            attempt("the sweep for the data centre " + each.other().name(), () -> {
                allow(each.other());
                boolean dropped = sends && each.bound().enforce();
                if (sends && each.other().isAllowed()) {
                    send(each, dropped);
                }
            });
        }
    }

    /** Reports what was found out by the last sweep, and begins to find out whether the data centre answers. */
    private void report(Sweep sweep, boolean sends) {
        OtherDataCentre other = sweep.other();
        boolean connected = other.hasAnswered();
        context.report(new ReplicationState(
                other.name(),
                connected,
                !other.isAllowed(),
                other.site().filter(there -> connected).map(this::clockDifference),
                other.refused(),
                sends ? sweep.bound().backlog() : Optional.empty()));
        other.check();
    }

    private Duration clockDifference(Site there) {
        return Duration.ofMillis(there.calls().serverMillis() - local.calls().serverMillis());
    }

    private void allow(OtherDataCentre other) throws InterruptedException {
        boolean allowed = Answers.await(
                synchrony.allowsSending(local, other.name(), local.calls().serverMillis()));
        if (!allowed && other.isAllowed()) {
            context.report(Incident.REPLICATION_STOPPED);
        }
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
    private void send(Sweep sweep, boolean dropped) throws InterruptedException {
        Site there = sweep.other().site().orElse(null);
        if (there == null) {
            return;
        }
        long before = local.calls().serverMillis() - options.sweepAfter().toMillis();
        long most = Math.max(1, options.sweepRate() * options.sweepAfter().toMillis() / 1_000);
        OptionalLong arrived = sweep.run(before, most);
        if (arrived.isPresent() && !dropped) {
            Answers.await(synchrony.note(there, options.local(), arrived.getAsLong()));
        }
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
