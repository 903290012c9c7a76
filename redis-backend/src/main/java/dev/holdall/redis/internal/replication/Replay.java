package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Stamp;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Stores what this process has written within the last minute again in a data centre whose servers were connected
 * again: one that has taken over may have lost it. What is greater there stays.
 *
 * <p>If this data centre's own servers may have lost it, they may have lost its marks, too. So it is marked again for
 * all other data centres, and the sweep sends what is stored by then.
 */
final class Replay implements AutoCloseable {

    /** Connections to several nodes of a cluster come back together. */
    private static final Duration DELAY = Duration.ofMillis(200);

    /** A server that was started again may still load its data. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int AT_ONCE = 256;

    /** No mark has this stamp. */
    static final long NO_STAMP = -1;

    private final Site local;
    private final List<OtherDataCentre> others;
    private final RecentWrites recent;
    private final BackendContext context;

    /** The other data centres that were connected again. Guarded by this. */
    private final Set<OtherDataCentre> connected = new LinkedHashSet<>();

    /** Whether this data centre's servers were connected again. Guarded by this. */
    private boolean locally;

    /** The replay that follows. Guarded by this. */
    private @Nullable Future<?> next;

    private volatile boolean closed;

    Replay(Site local, List<OtherDataCentre> others, RecentWrites recent, BackendContext context) {
        this.local = local;
        this.others = others;
        this.recent = recent;
        this.context = context;
    }

    void start() {
        local.servers().onConnect(() -> scheduleLocally(DELAY));
    }

    /** Lets another data centre, which was connected again, have the writes. Doesn't block. */
    synchronized void schedule(OtherDataCentre other) {
        connected.add(other);
        schedule(DELAY);
    }

    private synchronized void scheduleLocally(Duration delay) {
        locally = true;
        schedule(delay);
    }

    private synchronized void schedule(Duration delay) {
        if (!closed && next == null) {
            next = context.schedule(this::run, delay);
        }
    }

    private void run() {
        boolean here;
        List<OtherDataCentre> there;
        synchronized (this) {
            next = null;
            here = locally;
            there = List.copyOf(connected);
            locally = false;
            connected.clear();
        }
        List<RecentWrites.Write> writes = recent.all();
        there.forEach(other ->
                writes.forEach(each -> other.push(each.key(), each.record(), recent.lifetime(each), NO_STAMP)));
        if (here && !writes.isEmpty()) {
            runHere(writes);
        }
    }

    private void runHere(List<RecentWrites.Write> writes) {
        try {
            boolean all = true;
            for (int from = 0; from < writes.size() && !closed; from += AT_ONCE) {
                all &= apply(writes.subList(from, Math.min(writes.size(), from + AT_ONCE)));
            }
            if (!all) {
                scheduleLocally(RETRY);
            } else if (!closed) {
                RedisLog.LOG.info(
                        "{}/redis: connected again; {} writes of the last minute were made again, in case that they"
                                + " were lost",
                        context.store(),
                        writes.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stores writes again, and returns whether the servers have taken them. */
    private boolean apply(List<RecentWrites.Write> writes) throws InterruptedException {
        List<CompletableFuture<Boolean>> applied = new ArrayList<>(writes.size());
        for (RecentWrites.Write each : writes) {
            applied.add(
                    local.run(local.calls().apply(each.key(), each.record(), recent.lifetime(each)), Deadline.in(TIME))
                            .handle((reply, failure) -> failure == null || isFinal(failure))
                            .toCompletableFuture());
        }
        boolean answered = Deadline.in(TIME).await(CompletableFuture.allOf(applied.toArray(CompletableFuture[]::new)));
        // A mark is only added when its record is there: the sweep removes the mark of a key that has no record.
        writes.forEach(this::mark);
        return answered && applied.stream().allMatch(CompletableFuture::join);
    }

    private static boolean isFinal(Throwable failure) {
        BackendException.Kind kind = ServerFailures.translate(failure).kind();
        return kind != BackendException.Kind.UNAVAILABLE && kind != BackendException.Kind.TIMEOUT;
    }

    private void mark(RecentWrites.Write write) {
        long stamp = Stamp.at(local.calls().serverMillis());
        for (OtherDataCentre other : others) {
            String set = local.marks().of(write.key(), other.name());
            CompletionStage<Long> unused = local.send(Commands.markIfUnmarked(set, write.key(), stamp));
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
