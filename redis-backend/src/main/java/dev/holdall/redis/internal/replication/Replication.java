package dev.holdall.redis.internal.replication;

import dev.holdall.Outcome;
import dev.holdall.redis.internal.connections.RemoteServers;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.register.Arguments;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.redis.internal.register.ServerTime;
import dev.holdall.redis.internal.requests.ReplicaWait;
import dev.holdall.redis.internal.requests.Servers;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * Brings what is written in this data centre to the others. Each write has marked its key for them; this sends the
 * record at once, and the {@link Sweeper} sends what isn't confirmed. Thread-safe.
 */
public final class Replication implements AutoCloseable {

    private static final Duration TIME = Duration.ofSeconds(5);

    /** A data centre that can be reached is connected by then. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final BackendContext context;
    private final Site local;
    private final List<OtherDataCentre> others;
    private final long tombstoneMillis;
    private final RecentWrites recent;
    private final Replay replay;
    private final Sweeper sweeper;
    private final EveryDataCentre everywhere;

    /** Prepares the replication, which {@link #start} begins. */
    public Replication(Site local, Registration registration, DataCentreOptions options, BackendContext context) {
        this.local = local;
        this.context = context;
        this.tombstoneMillis = options.tombstoneRetention().toMillis();
        this.others = options.others().entrySet().stream()
                .map(each -> new OtherDataCentre(
                        each.getKey(),
                        new RemoteServers(each.getKey(), each.getValue(), context),
                        servers -> site(each.getKey(), servers, options, context),
                        new Confirmations(local, each.getKey(), context),
                        options.queueBytes(),
                        context.store()))
                .toList();
        this.recent = new RecentWrites(options.queueBytes(), System::nanoTime);
        this.replay = new Replay(local, others, recent, context);
        this.everywhere = new EveryDataCentre(local, others, options, context, recent);
        this.sweeper = new Sweeper(local, others, registration, options, context);
    }

    /** Makes the site of another data centre, in whose sets a key is marked for all but itself. */
    static Site site(String name, Servers servers, DataCentreOptions options, BackendContext context) {
        TreeSet<String> names = new TreeSet<>(options.others().keySet());
        names.add(options.local());
        names.remove(name);
        return Site.of(servers, names, options, context, new ServerTime(System::nanoTime), ReplicaWait.none());
    }

    /**
     * Begins to connect to the other data centres in the background, and to sweep. If this fails, it has to be closed.
     *
     * @return completes when each other data centre is connected, or was tried once, or after a while
     */
    public CompletionStage<Void> start() {
        replay.start();
        others.forEach(other -> other.start(() -> replay.schedule(other)));
        sweeper.start();
        CompletableFuture<Void> tried = CompletableFuture.allOf(
                others.stream().map(OtherDataCentre::firstTry).toArray(CompletableFuture[]::new));
        Future<?> timeout = context.schedule(() -> tried.complete(null), LONGEST_WAIT);
        return tried.whenComplete((done, failure) -> timeout.cancel(false));
    }

    /** Tells whether answers of another data centre are delivered on this thread. */
    public boolean completesOn(Thread thread) {
        return others.stream().anyMatch(other -> other.completesOn(thread));
    }

    /** Sends what a script has just stored to the other data centres. */
    public void stored(ScriptCall<byte[]> call, Reply reply) {
        Lifetime lifetime = call.lifetime();
        if (lifetime == null) {
            sendRecord(call.key(), call.stamp());
            return;
        }
        PackedEntry entry = call.entry().at(reply.version(call.entry().version()));
        if (lifetime.isOver()) {
            push(call, PackedEntry.deleted(entry.version()), tombstoneMillis);
        } else {
            push(call, entry, lifetime.isForever() ? -1 : lifetime.toMillis());
        }
    }

    private void push(ScriptCall<byte[]> call, PackedEntry record, long millis) {
        recent.add(call.key(), record, millis);
        byte[] lifetime = millis < 0 ? Arguments.FOREVER : Arguments.bytes(millis);
        others.forEach(other -> other.push(call.key(), record, lifetime, call.stamp()));
    }

    /** Reads a record, and sends it, for a script that has stored more than it was given. */
    private void sendRecord(String key, long stamp) {
        CompletionStage<Void> unused = local.record(key, Deadline.in(TIME))
                .thenAccept(record -> record.ifPresent(found -> {
                    recent.add(key, PackedEntry.of(found), found.remainingMillis());
                    others.forEach(other -> other.push(key, PackedEntry.of(found), found.lifetime(), stamp));
                }));
    }

    /** Carries a deletion or a revocation, which this data centre has made, out in the others. */
    public EveryDataCentre everywhere() {
        return everywhere;
    }

    static BackendException notConnected(String name) {
        return new BackendException(
                BackendException.Kind.UNAVAILABLE,
                Outcome.NOT_APPLIED,
                "the data centre " + name + " is not connected",
                null);
    }

    @Override
    public void close() {
        replay.close();
        sweeper.close();
        others.forEach(OtherDataCentre::close);
    }
}
