package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.RecordReply;
import dev.holdall.redis.internal.register.Stamp;
import dev.holdall.spi.Deadline;
import io.lettuce.core.ScoredValue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Sends the records of old marks to another data centre once, with what is stored now: what was written meanwhile goes
 * instead, and what has expired needs no more sending.
 */
final class Sweep {

    private static final int BATCH = 256;
    private static final Duration TIME = Duration.ofSeconds(10);

    private final Site local;
    private final OtherDataCentre other;
    private final long before;
    private final BooleanSupplier isOver;
    private long left;
    private boolean complete = true;

    /**
     * Prepares a sweep.
     *
     * @param beforeMillis sends records that were written before this time, by the server's clock
     * @param most how many records it sends at most
     * @param isOver whether to give up
     */
    Sweep(Site local, OtherDataCentre other, long beforeMillis, long most, BooleanSupplier isOver) {
        this.local = local;
        this.other = other;
        this.before = Stamp.first(beforeMillis);
        this.left = most;
        this.isOver = isOver;
    }

    /** Sends the records, and tells whether all were confirmed. Blocks. */
    boolean run() throws InterruptedException {
        for (String tag : local.servers().slotTags()) {
            sweep(local.marks().set(other.name(), tag));
            if (isOver.getAsBoolean() || left <= 0) {
                return false;
            }
        }
        return complete;
    }

    private void sweep(String set) throws InterruptedException {
        List<ScoredValue<byte[]>> marks;
        do {
            marks = Sweeper.await(local.send(Commands.marks(set, before, (int) Math.min(BATCH, left))));
            left -= marks.size();
        } while (send(marks) && marks.size() == BATCH && left > 0 && !isOver.getAsBoolean());
    }

    /**
     * Sends the records of some marks, and tells whether one was confirmed: otherwise the same marks are first again.
     */
    private boolean send(List<ScoredValue<byte[]>> marks) throws InterruptedException {
        List<CompletableFuture<Boolean>> sent = new ArrayList<>(marks.size());
        for (ScoredValue<byte[]> mark : marks) {
            String key = new String(mark.getValue(), StandardCharsets.UTF_8);
            sent.add(send(key, (long) mark.getScore()).toCompletableFuture());
        }
        Sweeper.await(CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)));
        complete &= sent.stream().allMatch(CompletableFuture::join);
        return sent.stream().anyMatch(CompletableFuture::join);
    }

    private CompletionStage<Boolean> send(String key, long stamp) {
        return local.requests()
                .run(Calls.record(key), RecordReply::record, Deadline.in(TIME))
                .thenCompose(record -> send(key, stamp, record))
                .handle((reply, failure) -> failure == null);
    }

    private CompletionStage<?> send(String key, long stamp, Optional<PackedRecord> record) {
        if (record.isEmpty()) {
            other.confirm(key, stamp);
            return CompletableFuture.completedStage(null);
        }
        return other.apply(key, PackedEntry.of(record.get()), record.get().lifetime(), stamp);
    }
}
