package dev.holdall.redis.internal.replication;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.connections.RemoteServers;
import dev.holdall.redis.internal.options.ConnectionOptions;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Compares this data centre with another one when somebody asks for it, and lets replication go on that was stopped
 * because not everything has arrived.
 */
public final class Comparisons {

    private final Site local;
    private final DataCentreOptions options;
    private final BackendContext context;
    private final Synchrony synchrony;
    private final DroppedMarks dropped;

    public Comparisons(Site local, DataCentreOptions options, BackendContext context) {
        this.local = local;
        this.options = options;
        this.context = context;
        this.synchrony = new Synchrony(context.keyPrefix(), options.tombstoneRetention());
        this.dropped = new DroppedMarks(context.keyPrefix());
    }

    /** Returns the names of the other data centres. */
    public Set<String> others() {
        return options.others().keySet();
    }

    /**
     * Compares, and sends what differs both ways. Blocks.
     *
     * @param merges whether to do so also if a data centre may have forgotten deletions
     * @param progress receives what was done so far, each time that some keys were read
     * @throws BackendException if a data centre may have forgotten deletions, or doesn't answer
     */
    public Tally compare(String name, boolean merges, Consumer<Tally> progress) throws InterruptedException {
        ConnectionOptions connection = options.others().get(name);
        if (connection == null) {
            throw new IllegalArgumentException("no other data centre has this name: there are " + others());
        }
        try (RemoteServers servers = new RemoteServers(name, connection, context)) {
            servers.start(() -> {});
            Answers.await(servers.firstTry());
            Site there = servers.connected()
                    .map(each -> Replication.site(name, each, options, context))
                    .orElseThrow(() -> Replication.notConnected(name));
            // The client rejects the first command for a node of a cluster to which it isn't connected yet.
            Answers.awaitAll(local.servers().primaries());
            return compare(name, there, merges, progress);
        }
    }

    private Tally compare(String name, Site there, boolean merges, Consumer<Tally> progress)
            throws InterruptedException {
        long millisHere = local.calls().serverMillis();
        long millisThere = there.calls().serverMillis();
        boolean forgets = Answers.await(synchrony.isOverdue(local, name, millisHere))
                || Answers.await(synchrony.isOverdue(there, options.local(), millisThere));
        if (forgets && !merges) {
            throw deletionsForgotten();
        }
        Optional<Long> droppedHere = dropped.noted(local, name);
        Optional<Long> droppedThere = dropped.noted(there, options.local());
        Tally tally = new Tally();
        new Comparison(local, there, context.keyPrefix(), options.compareRate(), tally, () -> progress.accept(tally))
                .run();
        if (droppedHere.isPresent()) {
            dropped.remove(local, name, droppedHere.get());
        }
        if (droppedThere.isPresent()) {
            dropped.remove(there, options.local(), droppedThere.get());
        }
        if (forgets) {
            Answers.await(synchrony.note(there, options.local(), millisThere));
            Answers.await(synchrony.note(local, name, millisHere));
        }
        log(name, tally);
        return tally;
    }

    private void log(String name, Tally tally) {
        RedisLog.LOG.info(
                "{}/redis: compared with the data centre {}: {} keys were scanned, {} differed; {} records were sent"
                        + " there, {} came from there, {} were refused",
                context.store(),
                name,
                tally.scanned(),
                tally.different(),
                tally.sent(),
                tally.received(),
                tally.refused());
    }

    private static BackendException deletionsForgotten() {
        return new BackendException(
                BackendException.Kind.FAILED,
                Outcome.NOT_APPLIED,
                "for longer than tombstone-retention, not all of what was written in one of the data centres has"
                        + " arrived in the other, so deleted sessions could come back: docs/backends/redis.md says how"
                        + " to go on",
                null);
    }
}
