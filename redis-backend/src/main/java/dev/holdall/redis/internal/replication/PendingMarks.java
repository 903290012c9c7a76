package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Stamp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The marks of a site for another data centre, as they were counted: how many each set has, and how old the oldest one
 * is.
 *
 * @param sets the sets, one for each slot of a cluster
 * @param counts the number of marks of each set, in the order of the sets
 * @param age how long ago the oldest mark was made, by the servers' clock; zero if there is none
 */
record PendingMarks(List<String> sets, List<Long> counts, Duration age) {

    private static final int SETS_AT_ONCE = 250;

    /** Counts the marks. In a cluster this keeps the servers busy for some 50 ms. Blocks. */
    static PendingMarks count(Site local, String other) throws InterruptedException {
        List<String> sets = local.servers().slotTags().stream()
                .map(tag -> local.marks().set(other, tag))
                .toList();
        List<Long> counts = ask(
                sets,
                part -> Answers.awaitAll(part.stream()
                        .map(set -> local.send(Commands.countMarks(set)))
                        .toList()));
        List<String> used = IntStream.range(0, sets.size())
                .filter(i -> counts.get(i) > 0)
                .mapToObj(sets::get)
                .toList();
        List<Long> oldest = ask(used, part -> oldest(local, part));
        long now = local.calls().serverMillis();
        long first = oldest.stream().mapToLong(Stamp::millis).min().orElse(now);
        return new PendingMarks(sets, counts, Duration.ofMillis(Math.max(0, now - first)));
    }

    /** Something that asks the servers about some sets. */
    private interface Question {
        List<Long> ask(List<String> sets) throws InterruptedException;
    }

    private static List<Long> ask(List<String> sets, Question question) throws InterruptedException {
        List<Long> answers = new ArrayList<>(sets.size());
        for (int from = 0; from < sets.size(); from += SETS_AT_ONCE) {
            answers.addAll(question.ask(sets.subList(from, Math.min(sets.size(), from + SETS_AT_ONCE))));
        }
        return answers;
    }

    /** Returns the stamp of the oldest mark of each set that has one. */
    private static List<Long> oldest(Site local, List<String> sets) throws InterruptedException {
        return Answers.awaitAll(sets.stream()
                        .map(set -> local.send(Commands.marks(set, 0, Stamp.ABOVE_ALL, 1)))
                        .toList())
                .stream()
                .flatMap(List::stream)
                .map(mark -> (long) mark.getScore())
                .toList();
    }

    long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
