package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.GroupKeys;
import dev.holdall.redis.internal.register.MapKeys;
import dev.holdall.redis.internal.register.PackedEntry;
import dev.holdall.redis.internal.register.PackedRecord;
import dev.holdall.redis.internal.register.RecordReply;
import dev.holdall.redis.internal.register.Reply;
import dev.holdall.redis.internal.register.Script;
import dev.holdall.redis.internal.register.Scripts;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares all records of two data centres, and stores each record that is greater than the other one's there. Sums of
 * buckets tell which keys may differ; these are compared one by one. May be ended at any time, and made again.
 */
final class Comparison {

    /** The digests that are asked for at once. An option allows no fewer requests in flight. */
    private static final int DIGESTS_AT_ONCE = 250;

    /** The records that are sent at once: each may be large. */
    private static final int RECORDS_AT_ONCE = 32;

    private final Site here;
    private final Site there;
    private final String prefix;
    private final Pace pace;
    private final Runnable progress;
    private final Tally tally;

    /**
     * Prepares a comparison.
     *
     * @param prefix what the keys of the store begin with
     * @param rate how many keys a second it reads
     * @param tally counts what it does
     * @param progress runs when some keys were read
     */
    Comparison(Site here, Site there, String prefix, int rate, Tally tally, Runnable progress) {
        this.here = here;
        this.there = there;
        this.prefix = prefix;
        this.pace = new Pace(rate);
        this.tally = tally;
        this.progress = progress;
    }

    /** Compares. Blocks until all that differs was sent. */
    void run() throws InterruptedException {
        for (Site site : List.of(here, there)) {
            for (Script script : List.of(Scripts.DIGEST, Scripts.RECORD, Scripts.APPLY)) {
                Answers.await(site.servers().load(script));
            }
        }
        BitSet differing = sums(here).differing(sums(there));
        if (!differing.isEmpty()) {
            examine(here, differing, true);
            examine(there, differing, false);
        }
    }

    private Buckets sums(Site site) throws InterruptedException {
        Buckets sums = new Buckets();
        forEach(site, keys -> {
            List<SeenRecord> seen = Answers.awaitAll(seen(site, keys));
            for (int i = 0; i < keys.size(); i++) {
                sums.add(keys.get(i), seen.get(i));
            }
            tally.scanned.add(keys.size());
            count(keys.size());
        });
        return sums;
    }

    /**
     * Compares the keys of some buckets one by one.
     *
     * @param site whose keys to go through
     * @param recordsHere whether to compare those under which there is a record here, or the others
     */
    private void examine(Site site, BitSet buckets, boolean recordsHere) throws InterruptedException {
        forEach(site, keys -> {
            List<String> some =
                    keys.stream().filter(key -> buckets.get(Buckets.of(key))).toList();
            compare(some, recordsHere);
            tally.examined.add(some.size());
            count(some.size());
        });
    }

    private void count(int keys) throws InterruptedException {
        progress.run();
        pace.count(keys);
    }

    private void forEach(Site site, KeyScan.Batch batch) throws InterruptedException {
        new KeyScan(site, prefix).forEach(keys -> {
            for (int from = 0; from < keys.size(); from += DIGESTS_AT_ONCE) {
                batch.accept(keys.subList(from, Math.min(keys.size(), from + DIGESTS_AT_ONCE)));
            }
        });
    }

    private static List<CompletionStage<SeenRecord>> seen(Site site, List<String> keys) {
        return keys.stream()
                .map(key -> site.requests().run(Calls.digest(key), SeenRecord::now, Deadline.in(Answers.TIME)))
                .toList();
    }

    private void compare(List<String> keys, boolean recordsHere) throws InterruptedException {
        List<CompletionStage<SeenRecord>> asked = seen(here, keys);
        List<SeenRecord> ofThere = Answers.awaitAll(seen(there, keys));
        List<SeenRecord> ofHere = Answers.awaitAll(asked);
        List<CompletionStage<Void>> sent = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            SeenRecord one = ofHere.get(i);
            if (one.digest().isRecord() == recordsHere && !one.isSame(ofThere.get(i))) {
                tally.different.increment();
                sent.add(send(keys.get(i), one.compareWithoutValue(ofThere.get(i))));
            }
            if (sent.size() == RECORDS_AT_ONCE || i == keys.size() - 1) {
                Answers.awaitAll(sent);
                sent.clear();
            }
        }
    }

    /**
     * Sends the record of a key to the data centre that has the lower one; each decides by itself what it keeps. Two
     * maps that may be of one creation are sent both ways, since they are merged, and so are groups.
     */
    private CompletionStage<Void> send(String key, int order) {
        boolean isGroup = GroupKeys.isGroup(key);
        if (order > 0 && !isGroup) {
            return send(key, here, there, tally.sent).thenAccept(stored -> {});
        }
        if (order < 0 && !isGroup) {
            return send(key, there, here, tally.received).thenAccept(stored -> {});
        }
        return send(key, here, there, tally.sent)
                .thenCompose(stored -> stored && !isGroup && !MapKeys.isMap(key)
                        ? CompletableFuture.completedStage(null)
                        : send(key, there, here, tally.received).thenAccept(again -> {}));
    }

    /** Sends a record, and tells whether it was stored. */
    private CompletionStage<Boolean> send(String key, Site from, Site to, LongAdder stored) {
        return from.requests()
                .run(Calls.record(key), RecordReply::record, Deadline.in(Answers.TIME))
                .thenCompose(record -> apply(key, record, to))
                .thenApply(done -> {
                    if (done) {
                        stored.increment();
                    }
                    return done;
                })
                .exceptionally(this::refused);
    }

    private static CompletionStage<Boolean> apply(String key, Optional<PackedRecord> record, Site to) {
        if (record.isEmpty()) {
            return CompletableFuture.completedStage(false);
        }
        return to.run(
                        to.calls()
                                .apply(
                                        key,
                                        PackedEntry.of(record.get()),
                                        record.get().lifetime()),
                        Deadline.in(Answers.TIME))
                .thenApply(Reply::isStored);
    }

    /** A record that a foreign value keeps out holds nobody up. Every other failure ends the comparison. */
    private boolean refused(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof BackendException known && known.kind() == BackendException.Kind.CORRUPT) {
            tally.refused.increment();
            return false;
        }
        throw new CompletionException(cause);
    }
}
