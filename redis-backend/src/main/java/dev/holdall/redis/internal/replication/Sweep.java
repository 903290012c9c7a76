package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.Stamp;
import dev.holdall.redis.internal.requests.ServerFailures;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import io.lettuce.core.ScoredValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Sends the records of old marks to another data centre, with what is stored now: what was written meanwhile goes
 * instead, and what has expired needs no more sending.
 *
 * <p>A pass goes once through all sets of marks, and takes several runs if there are many marks. A record that isn't
 * taken is passed over until the next pass, so it holds up no other record. For one thread at a time.
 */
final class Sweep {

    /** How many records are on their way together: all of them wait for one answer from far away. */
    private static final int BATCH = 1_024;

    /** How many records are read together: each may be large. */
    private static final int READ_AT_ONCE = 64;

    /** When so many bytes are on their way, no further records are read until these have arrived. */
    private static final long MOST_BYTES = 4L << 20;

    /** How many sets are read together. */
    private static final int SETS = 64;

    private static final Duration TIME = Duration.ofSeconds(10);

    /** No mark has a lower stamp. */
    private static final long LOWEST = 0;

    private final Site local;
    private final OtherDataCentre other;
    private final MarksBound bound;
    private final BooleanSupplier isOver;

    /** The sets that are being read, each with the stamp from which it is read. */
    private final Map<String, Long> open = new HashMap<>();

    /** The first set that this pass hasn't begun to read, as an index into the tags of slots. */
    private int nextSet;

    /** The pass sends records that were written before this time, by the server's clock. */
    private long passMillis;

    /** The size of the records that are on their way. */
    private final AtomicLong bytesUnderWay = new AtomicLong();

    /** Whether all deletions and revocations of this pass have arrived. */
    private boolean complete = true;

    private enum Sent {
        ARRIVED,
        /** The data centre, or what is stored here, doesn't allow to send the entry. It would replace nothing there. */
        ENTRY_REFUSED,
        TOMBSTONE_REFUSED,
        UNREACHABLE
    }

    private record Mark(String key, long stamp) {}

    /**
     * Prepares sweeps.
     *
     * @param bound the bound of the marks for the other data centre
     * @param isOver whether to give up
     */
    Sweep(Site local, OtherDataCentre other, MarksBound bound, BooleanSupplier isOver) {
        this.local = local;
        this.other = other;
        this.bound = bound;
        this.isOver = isOver;
    }

    OtherDataCentre other() {
        return other;
    }

    MarksBound bound() {
        return bound;
    }

    /**
     * Goes on with the pass, or begins a new one. Blocks.
     *
     * @param beforeMillis a new pass sends records that were written before this time, by the server's clock
     * @param most about how many records this run sends at most
     * @return the time before which every deletion and revocation has arrived, if a pass was completed; otherwise empty
     */
    OptionalLong run(long beforeMillis, long most) throws InterruptedException {
        long left = most;
        while (left > 0 && !isOver.getAsBoolean()) {
            if (open.isEmpty() && !openSets(beforeMillis)) {
                return passEnds();
            }
            List<Mark> marks = read(Math.max(1, Math.min(BATCH, left / open.size())));
            left -= marks.size();
            for (int from = 0; from < marks.size(); from += BATCH) {
                if (!send(marks.subList(from, Math.min(marks.size(), from + BATCH)))) {
                    return OptionalLong.empty();
                }
            }
        }
        return OptionalLong.empty();
    }

    /** Opens the next sets of the pass; returns false if there are no more. */
    private boolean openSets(long beforeMillis) {
        List<String> tags = local.servers().slotTags();
        if (nextSet == 0) {
            passMillis = beforeMillis;
            complete = true;
        }
        int end = Math.min(tags.size(), nextSet + SETS);
        tags.subList(nextSet, end).forEach(tag -> open.put(local.marks().set(other.name(), tag), LOWEST));
        nextSet = end;
        return !open.isEmpty();
    }

    private OptionalLong passEnds() {
        nextSet = 0;
        return complete ? OptionalLong.of(passMillis) : OptionalLong.empty();
    }

    /** Reads the next marks of the open sets, the oldest first, and closes the sets that have no more. */
    private List<Mark> read(long mostOfEach) throws InterruptedException {
        Map<String, CompletableFuture<List<ScoredValue<byte[]>>>> answers = new HashMap<>();
        open.forEach((set, from) -> answers.put(
                set,
                local.send(Commands.marks(set, from, Stamp.first(passMillis), (int) mostOfEach))
                        .toCompletableFuture()));
        Answers.await(CompletableFuture.allOf(answers.values().toArray(CompletableFuture[]::new)));
        List<Mark> marks = new ArrayList<>();
        answers.forEach((set, answer) -> {
            List<ScoredValue<byte[]>> found = answer.join();
            found.forEach(each ->
                    marks.add(new Mark(new String(each.getValue(), StandardCharsets.UTF_8), (long) each.getScore())));
            if (found.size() < mostOfEach) {
                open.remove(set);
            } else {
                open.put(set, marks.get(marks.size() - 1).stamp() + 1);
            }
        });
        return marks;
    }

    /** Sends the records of some marks; returns false if the data centre can't be reached. */
    private boolean send(List<Mark> marks) throws InterruptedException {
        List<CompletionStage<Sent>> all = new ArrayList<>(marks.size());
        for (int from = 0; from < marks.size(); from += READ_AT_ONCE) {
            List<CompletionStage<CompletionStage<Sent>>> read =
                    marks.subList(from, Math.min(marks.size(), from + READ_AT_ONCE)).stream()
                            .map(this::readAndSend)
                            .toList();
            all.addAll(Answers.awaitAll(read));
            if (bytesUnderWay.get() > MOST_BYTES) {
                Answers.awaitAll(all);
            }
        }
        List<Sent> sent = Answers.awaitAll(all);
        complete &= sent.stream().allMatch(each -> each == Sent.ARRIVED || each == Sent.ENTRY_REFUSED);
        return sent.stream().anyMatch(each -> each != Sent.UNREACHABLE);
    }

    /** Reads a record, and sends it. The outer stage completes when it was read, the inner one when it has arrived. */
    private CompletionStage<CompletionStage<Sent>> readAndSend(Mark mark) {
        return local.record(mark.key(), Deadline.in(TIME))
                .handle((record, failure) -> failure == null
                        ? send(mark, record)
                        : CompletableFuture.completedStage(sent(failure, Sent.ENTRY_REFUSED)));
    }

    private CompletionStage<Sent> send(Mark mark, Optional<PackedRecord> record) {
        if (record.isEmpty()) {
            other.confirm(mark.key(), mark.stamp());
            return CompletableFuture.completedStage(Sent.ARRIVED);
        }
        Sent refused = record.get().isEntry() || record.get().hasEnded() ? Sent.ENTRY_REFUSED : Sent.TOMBSTONE_REFUSED;
        PackedEntry packed = PackedEntry.of(record.get());
        long bytes = OtherDataCentre.size(mark.key(), packed);
        bytesUnderWay.addAndGet(bytes);
        return other.apply(mark.key(), packed, record.get().lifetime(), mark.stamp())
                .handle((reply, failure) -> {
                    bytesUnderWay.addAndGet(-bytes);
                    return failure == null ? Sent.ARRIVED : sent(failure, refused);
                });
    }

    private static Sent sent(Throwable failure, Sent refused) {
        BackendException.Kind kind = ServerFailures.translate(failure).kind();
        return kind == BackendException.Kind.UNAVAILABLE || kind == BackendException.Kind.TIMEOUT
                ? Sent.UNREACHABLE
                : refused;
    }
}
