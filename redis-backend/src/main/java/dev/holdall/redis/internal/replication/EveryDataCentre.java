package dev.holdall.redis.internal.replication;

import dev.holdall.Outcome;
import dev.holdall.Reach;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.Version;
import dev.holdall.redis.internal.connections.RedisLog;
import dev.holdall.redis.internal.options.DataCentreOptions;
import dev.holdall.redis.internal.register.Arguments;
import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.LogThrottle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;

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
        return spread(call, reply, same, deadline)
                .thenCompose(all -> raised(call, reply, all, deadline))
                .thenApply(this::reach);
    }

    /**
     * Raises the tombstone here to the greatest version that another data centre has given to its own. Otherwise that
     * one would arrive later, and would replace what is stored here after the delete has answered.
     */
    private CompletionStage<List<Acknowledged>> raised(
            ScriptCall<byte[]> call, Reply reply, List<Acknowledged> all, Deadline deadline) {
        Version here = reply.version(call.entry().version());
        Optional<PackedEntry> higher = all.stream()
                .flatMap(each -> each.stored().stream())
                .max(Comparator.naturalOrder())
                .filter(version -> reply.isStored() && version.compareTo(here) > 0)
                .map(PackedEntry::deleted);
        return higher.map(tombstone -> {
                    recent.add(call.key(), tombstone, tombstoneMillis);
                    byte[] lifetime = Arguments.bytes(tombstoneMillis);
                    return local.run(local.calls().apply(call.key(), tombstone, lifetime), deadline)
                            .handle((applied, failure) -> all);
                })
                .orElseGet(() -> CompletableFuture.completedStage(all));
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
        return spread(call, reply, same, deadline).thenApply(this::reach);
    }

    /**
     * What another data centre has answered.
     *
     * @param reached whether it has answered at all
     * @param stored the version of the tombstone that it has stored; empty if it has kept a revocation
     */
    private record Acknowledged(boolean reached, Optional<Version> stored) {

        static final Acknowledged NOT = new Acknowledged(false, Optional.empty());
    }

    /**
     * Makes the deletion or the revocation in the other data centres.
     *
     * @param call what this data centre was asked
     * @param reply what it has answered
     * @param same makes the same call for another data centre
     */
    private CompletionStage<List<Acknowledged>> spread(
            ScriptCall<byte[]> call, Reply reply, Function<Calls, ScriptCall<byte[]>> same, Deadline deadline) {
        Deadline soon = soon(deadline);
        List<CompletableFuture<Acknowledged>> acknowledged = others.stream()
                .map(other -> in(other, call, reply, same, soon).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(acknowledged.toArray(CompletableFuture[]::new))
                .thenApply(done ->
                        acknowledged.stream().map(CompletableFuture::join).toList());
    }

    /** Leaves half of what is left of a call's time for answering that only the local data centre has acknowledged. */
    private Deadline soon(Deadline deadline) {
        Duration half = deadline.remaining().dividedBy(2);
        return Deadline.in(half.compareTo(longestWait) < 0 ? half : longestWait);
    }

    private CompletionStage<Acknowledged> in(
            OtherDataCentre other,
            ScriptCall<byte[]> call,
            Reply reply,
            Function<Calls, ScriptCall<byte[]>> same,
            Deadline deadline) {
        Optional<Site> site = other.site();
        if (site.isEmpty()) {
            return CompletableFuture.completedStage(Acknowledged.NOT);
        }
        ScriptCall<byte[]> there = same.apply(site.get().calls());
        CompletableFuture<Acknowledged> done = site.get()
                .run(there, deadline)
                .handle((answer, failure) ->
                        failure == null ? noted(other, call, reply, there, answer) : Acknowledged.NOT)
                .toCompletableFuture();
        Future<?> timeout = context.schedule(() -> done.complete(Acknowledged.NOT), deadline.remaining());
        return done.whenComplete((reached, failure) -> timeout.cancel(false));
    }

    /** Removes the mark for a data centre that has stored the same record. Another one is left to the sweep. */
    private static Acknowledged noted(
            OtherDataCentre other, ScriptCall<byte[]> call, Reply reply, ScriptCall<byte[]> there, Reply answer) {
        if (!answer.isStored()) {
            return new Acknowledged(true, Optional.empty());
        }
        Version stored = answer.version(there.entry().version());
        if (reply.isStored() && stored.equals(reply.version(call.entry().version()))) {
            other.confirm(call.key(), call.stamp());
        }
        return new Acknowledged(true, Optional.of(stored));
    }

    /** Returns how far it reached; fails if it has to reach all data centres and doesn't. */
    private Reach reach(List<Acknowledged> answers) {
        if (answers.stream().allMatch(Acknowledged::reached)) {
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

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        others.forEach(other -> names.add(other.name()));
        return names;
    }

    /**
     * Reads the greatest record of a key in all data centres, and stores it where another one is. Fails if one of them
     * doesn't answer.
     */
    public CompletionStage<Optional<PackedRecord>> latest(String key, Deadline deadline) {
        List<CompletableFuture<Optional<PackedRecord>>> records = new ArrayList<>();
        records.add(local.record(key, deadline).toCompletableFuture());
        for (OtherDataCentre other : others) {
            records.add(other.site()
                    .map(site -> site.record(key, deadline))
                    .orElseGet(() -> CompletableFuture.failedStage(Replication.notConnected(other.name())))
                    .toCompletableFuture());
        }
        return CompletableFuture.allOf(records.toArray(CompletableFuture[]::new))
                .thenApply(all -> {
                    Optional<PackedRecord> greatest = records.stream()
                            .flatMap(each -> each.join().stream())
                            .max(Comparator.<PackedRecord>naturalOrder()
                                    .thenComparing(Predicate.not(PackedRecord::hasEnded)::test));
                    greatest.ifPresent(found -> repair(key, found, records));
                    return greatest;
                });
    }

    /**
     * Stores the greatest record in this data centre, if it has another one. The marks bring it to the others. After a
     * cut that was too long for tombstones, it may be an entry that was deleted here, and isn't stored.
     */
    private void repair(String key, PackedRecord greatest, List<CompletableFuture<Optional<PackedRecord>>> records) {
        boolean allowed = others.stream().allMatch(OtherDataCentre::isAllowed);
        if (allowed && !records.get(0).join().equals(Optional.of(greatest))) {
            CompletionStage<Reply> unused = local.run(
                    local.calls().apply(key, PackedEntry.of(greatest), greatest.lifetime()), Deadline.in(longestWait));
        }
    }
}
