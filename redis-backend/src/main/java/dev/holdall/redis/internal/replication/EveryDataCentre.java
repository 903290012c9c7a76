package dev.holdall.redis.internal.replication;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.Version;
import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.RecordReply;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.LogThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Deletes, revokes and reads in every data centre. Deletions and revocations are made here first; then each other data
 * centre makes the same one, so that it is above whatever is stored there.
 */
public final class EveryDataCentre {

    private final Site local;
    private final List<OtherDataCentre> others;
    private final boolean fails;
    private final Duration longestWait;
    private final BackendContext context;
    private final RecentWrites recent;
    private final long tombstoneMillis;
    private final LogThrottle log = new LogThrottle();

    EveryDataCentre(
            Site local,
            List<OtherDataCentre> others,
            DataCentreOptions options,
            BackendContext context,
            RecentWrites recent) {
        this.recent = recent;
        this.tombstoneMillis = options.tombstoneRetention().toMillis();
        this.local = local;
        this.others = others;
        this.fails = options.failsWhereUnreachable();
        this.longestWait = context.requestTimeout().dividedBy(2);
        this.context = context;
    }

    /** Makes the deletion in the other data centres; see {@link #spread}. */
    public CompletionStage<Reach> delete(
            ScriptCall<byte[]> call, Reply reply, Function<Calls, ScriptCall<byte[]>> same, Deadline deadline) {
        if (reply.isStored()) {
            Version version = reply.version(call.entry().version());
            recent.add(call.key(), PackedEntry.deleted(version), tombstoneMillis);
        }
        return spread(call, reply, same, deadline);
    }

    /** Makes the revocation in the other data centres; see {@link #spread}. */
    public CompletionStage<Reach> revoke(
            ScriptCall<byte[]> call,
            Reply reply,
            Function<Calls, ScriptCall<byte[]>> same,
            long horizonMillis,
            Deadline deadline) {
        Version version = reply.version(call.entry().version());
        recent.add(call.key(), PackedEntry.revoked(version), horizonMillis);
        return spread(call, reply, same, deadline);
    }

    /**
     * Makes the deletion or the revocation in the other data centres.
     *
     * @param call what this data centre was asked
     * @param reply what it has answered
     * @param same makes the same call for another data centre
     * @return how far it reached; if it has to reach all data centres and doesn't, a failure
     */
    private CompletionStage<Reach> spread(
            ScriptCall<byte[]> call, Reply reply, Function<Calls, ScriptCall<byte[]>> same, Deadline deadline) {
        Deadline soon = soon(deadline);
        List<CompletableFuture<Boolean>> acknowledged = others.stream()
                .map(other -> in(other, call, reply, same, soon).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
                .thenApply(done -> reach(acknowledged.stream().allMatch(CompletableFuture::join)));
    }

    /** Leaves the other half of a call's time for answering that the local data centre alone has acknowledged. */
    private Deadline soon(Deadline deadline) {
        Duration left = deadline.remaining();
        return left.compareTo(longestWait) < 0 ? deadline : Deadline.in(longestWait);
    }

    private CompletionStage<Boolean> in(
            OtherDataCentre other,
            ScriptCall<byte[]> call,
            Reply reply,
            Function<Calls, ScriptCall<byte[]>> same,
            Deadline deadline) {
        Optional<Site> site = other.site();
        if (site.isEmpty()) {
            return CompletableFuture.completedStage(false);
        }
        ScriptCall<byte[]> there = same.apply(site.get().calls());
        CompletableFuture<Boolean> done = site.get()
                .run(there, deadline)
                .handle((answer, failure) -> failure == null && noted(other, call, reply, there, answer))
                .toCompletableFuture();
        var timeout = context.schedule(() -> done.complete(false), deadline.remaining());
        done.whenComplete((reached, failure) -> timeout.cancel(false));
        return done;
    }

    /** Removes the mark for a data centre that has stored the same record. Another one is left to the sweep. */
    private static boolean noted(
            OtherDataCentre other, ScriptCall<byte[]> call, Reply reply, ScriptCall<byte[]> there, Reply answer) {
        Version here = reply.version(call.entry().version());
        if (answer.isStored() && here.equals(answer.version(there.entry().version()))) {
            other.confirm(call.key(), call.stamp());
        }
        return true;
    }

    private Reach reach(boolean all) {
        if (all) {
            return Reach.ALL_DCS;
        }
        context.report(Incident.REDUCED_REACH);
        if (log.count()) {
            RedisLog.LOG.warn(
                    "{}/redis: not all of {} answer; what is deleted and revoked here is sent to them later",
                    context.store(),
                    names());
        }
        if (fails) {
            throw new BackendException(
                    BackendException.Kind.UNAVAILABLE,
                    Outcome.UNKNOWN,
                    "not all of " + names() + " have acknowledged, which unreachable-dc = fail requires; the local data"
                            + " centre has",
                    null);
        }
        return Reach.LOCAL_DC;
    }

    private TreeSet<String> names() {
        TreeSet<String> names = new TreeSet<>();
        others.forEach(other -> names.add(other.name()));
        return names;
    }

    /**
     * Reads the greatest record of a key in all data centres, and stores it where another one is. Fails if one of them
     * doesn't answer.
     */
    public CompletionStage<Optional<PackedRecord>> latest(String key, Deadline deadline) {
        List<CompletableFuture<Optional<PackedRecord>>> records = new ArrayList<>();
        records.add(record(local, key, deadline).toCompletableFuture());
        for (OtherDataCentre other : others) {
            records.add(other.site()
                    .map(site -> record(site, key, deadline))
                    .orElseGet(() -> CompletableFuture.failedStage(Replication.notConnected(other.name())))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(records.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Optional<PackedRecord> greatest = records.stream()
                            .flatMap(each -> each.join().stream())
                            .max(PackedRecord::compareTo);
                    greatest.ifPresent(found -> repair(key, found, records));
                    return greatest;
                });
    }

    private static CompletionStage<Optional<PackedRecord>> record(Site site, String key, Deadline deadline) {
        return site.requests().run(Calls.record(key), RecordReply::record, deadline);
    }

    /** Stores the greatest record in this data centre, if it has another one. The marks bring it to the others. */
    private void repair(String key, PackedRecord greatest, List<CompletableFuture<Optional<PackedRecord>>> records) {
        if (!records.get(0).join().equals(Optional.of(greatest))) {
            local.run(
                    local.calls().apply(key, PackedEntry.of(greatest), greatest.lifetime()), Deadline.in(longestWait));
        }
    }
}
