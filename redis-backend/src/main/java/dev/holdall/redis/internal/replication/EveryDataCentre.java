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

/**
 * Deletes, revokes and reads in every data centre. Deletions and revocations are made here first; then each other data
 * centre makes the same one, so that it is above whatever is stored there.
 */
public final class EveryDataCentre {

    private final Site local;
    private final String localName;
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
        this.localName = options.local();
        this.others = others;
        this.fails = options.failsWhereUnreachable();
        this.longestWait = context.requestTimeout().dividedBy(2);
        this.context = context;
    }

    /**
     * Makes the deletion in the other data centres.
     *
     * @param call what this data centre was asked
     * @param reply what it has answered
     * @return how far it reached; if it has to reach all data centres and doesn't, a failure
     */
    public CompletionStage<Reach> delete(ScriptCall<byte[]> call, Reply reply, Deadline deadline) {
        Version version = reply.version(call.entry().version());
        if (reply.isStored()) {
            recent.add(call.key(), PackedEntry.deleted(version), tombstoneMillis);
        }
        return spread(call, calls -> calls.deleteThere(call.key(), version, localName), deadline)
                .thenCompose(answers -> greatest(answers, version)
                        .map(stored -> raise(call.key(), PackedEntry.deleted(stored), deadline))
                        .orElseGet(() -> CompletableFuture.completedStage(null))
                        .thenApply(raised -> reach(answers)));
    }

    /** Returns the greatest version of the tombstones there, if it is above this one. */
    private static Optional<Version> greatest(List<Optional<Reply>> answers, Version version) {
        return answers.stream()
                .flatMap(Optional::stream)
                .map(answer -> answer.version(version))
                .filter(stored -> stored.compareTo(version) > 0)
                .max(Comparator.naturalOrder());
    }

    /**
     * Stores the tombstone of a data centre that has deleted an entry which wasn't known here, here and elsewhere. It
     * would arrive later, too, but could then replace what was written after the delete had answered.
     */
    private CompletionStage<?> raise(String key, PackedEntry tombstone, Deadline deadline) {
        byte[] lifetime = Arguments.bytes(tombstoneMillis);
        others.forEach(other -> other.push(key, tombstone, lifetime, Replay.NO_STAMP));
        return local.run(local.calls().apply(key, tombstone, lifetime), deadline)
                .handle((applied, failure) -> applied);
    }

    /**
     * Makes the revocation in the other data centres.
     *
     * @param call what this data centre was asked
     * @param reply what it has answered
     * @return how far it reached; if it has to reach all data centres and doesn't, a failure
     */
    public CompletionStage<Reach> revoke(ScriptCall<byte[]> call, Reply reply, long horizonMillis, Deadline deadline) {
        PackedEntry revocation = PackedEntry.revoked(reply.version(call.entry().version()));
        recent.add(call.key(), revocation, horizonMillis);
        return spread(call, calls -> calls.apply(call.key(), revocation, Arguments.bytes(horizonMillis)), deadline)
                .thenApply(this::reach);
    }

    /** Makes a call in the other data centres, and returns the answer of each; empty if there is none in time. */
    private CompletionStage<List<Optional<Reply>>> spread(
            ScriptCall<byte[]> call, Function<Calls, ScriptCall<byte[]>> there, Deadline deadline) {
        Deadline soon = soon(deadline);
        List<CompletableFuture<Optional<Reply>>> answers = others.stream()
                .map(other -> in(other, call, there, soon).toCompletableFuture())
                .toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> answers.stream().map(CompletableFuture::join).toList());
    }

    /** Leaves half of what is left of a call's time for answering that only the local data centre has acknowledged. */
    private Deadline soon(Deadline deadline) {
        Duration half = deadline.remaining().dividedBy(2);
        return Deadline.in(half.compareTo(longestWait) < 0 ? half : longestWait);
    }

    private CompletionStage<Optional<Reply>> in(
            OtherDataCentre other,
            ScriptCall<byte[]> call,
            Function<Calls, ScriptCall<byte[]>> there,
            Deadline deadline) {
        Optional<Site> site = other.site();
        if (site.isEmpty()) {
            return CompletableFuture.completedStage(Optional.empty());
        }
        CompletableFuture<Optional<Reply>> done = site.get()
                .run(there.apply(site.get().calls()), deadline)
                .handle((answer, failure) -> failure == null ? confirmed(other, call, answer) : Optional.<Reply>empty())
                .toCompletableFuture();
        Future<?> timeout = context.schedule(() -> done.complete(Optional.empty()), deadline.remaining());
        return done.whenComplete((answer, failure) -> timeout.cancel(false));
    }

    /** Removes the mark for a data centre that has answered: it has the same record, or a greater one. */
    private static Optional<Reply> confirmed(OtherDataCentre other, ScriptCall<byte[]> call, Reply answer) {
        other.confirm(call.key(), call.stamp());
        return Optional.of(answer);
    }

    /** Returns how far it reached; fails if it has to reach all data centres and doesn't. */
    private Reach reach(List<Optional<Reply>> answers) {
        if (answers.stream().allMatch(Optional::isPresent)) {
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
                            .reduce(PackedRecord::merge);
                    // An entry that isn't here may have been, and has ended.
                    Optional<PackedRecord> found = records.get(0).join().isPresent()
                            ? greatest
                            : greatest.filter(record -> !record.isAboutToEnd());
                    found.ifPresent(record -> repair(key, record, records));
                    return found;
                });
    }

    /**
     * Stores the greatest record in this data centre, if it has another one, or one that ends earlier. The marks bring
     * it to the others. After a cut that was too long for tombstones, it may be an entry that was deleted here, and
     * isn't stored.
     */
    private void repair(String key, PackedRecord greatest, List<CompletableFuture<Optional<PackedRecord>>> records) {
        boolean allowed = others.stream().allMatch(OtherDataCentre::isAllowed);
        boolean isHere = records.get(0)
                .join()
                .filter(here -> here.equals(greatest) && !greatest.endsLater(here))
                .isPresent();
        if (allowed && !isHere) {
            CompletionStage<Reply> unused = local.run(
                    local.calls().apply(key, PackedEntry.of(greatest), greatest.lifetime()), Deadline.in(longestWait));
        }
    }
}
