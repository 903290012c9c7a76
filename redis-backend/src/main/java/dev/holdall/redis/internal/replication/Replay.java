package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Stores what this process has written within the last minute again, here and in the other data centres, after the
 * servers of this data centre were connected again: one that has taken over may have lost it, together with its marks.
 * What is greater there stays.
 */
final class Replay implements AutoCloseable {

    /** Connections to several nodes of a cluster come back together. */
    private static final Duration DELAY = Duration.ofMillis(200);

    private static final Duration TIME = Duration.ofSeconds(10);
    private static final int AT_ONCE = 256;

    /** No mark has this stamp. */
    private static final long NO_STAMP = -1;

    private final Site local;
    private final List<OtherDataCentre> others;
    private final RecentWrites recent;
    private final BackendContext context;

    /** The replay that follows. Guarded by this. */
    private @Nullable Future<?> next;

    /** Guarded by this. */
    private boolean closed;

    Replay(Site local, List<OtherDataCentre> others, RecentWrites recent, BackendContext context) {
        this.local = local;
        this.others = others;
        this.recent = recent;
        this.context = context;
        local.servers().onConnect(this::schedule);
    }

    private synchronized void schedule() {
        if (!closed && next == null) {
            next = context.schedule(this::run, DELAY);
        }
    }

    private void run() {
        synchronized (this) {
            next = null;
        }
        List<RecentWrites.Write> writes = recent.all();
        if (writes.isEmpty()) {
            return;
        }
        try {
            for (int from = 0; from < writes.size(); from += AT_ONCE) {
                apply(writes.subList(from, Math.min(writes.size(), from + AT_ONCE)));
            }
            RedisLog.LOG.info(
                    "{}/redis: connected again; {} writes of the last minute were made again, in case that they were"
                            + " lost",
                    context.store(),
                    writes.size());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void apply(List<RecentWrites.Write> writes) throws InterruptedException {
        List<CompletableFuture<Reply>> applied = new ArrayList<>(writes.size());
        for (RecentWrites.Write each : writes) {
            byte[] lifetime = recent.lifetime(each);
            applied.add(local.run(local.calls().apply(each.key(), each.record(), lifetime), Deadline.in(TIME))
                    .toCompletableFuture());
            others.forEach(other -> other.push(each.key(), each.record(), lifetime, NO_STAMP));
        }
        Deadline.in(TIME).await(CompletableFuture.allOf(applied.toArray(CompletableFuture[]::new)));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (next != null) {
            next.cancel(false);
        }
    }
}
