package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.Commands;
import dev.holdall.redis.internal.register.Stamp;
import dev.holdall.spi.Deadline;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The note of a data centre that it has dropped marks for another one. It stays until a comparison has made up for
 * that: until then, not all of what was written here has arrived there, even if no mark is left.
 */
final class DroppedMarks {

    private static final String KEY = "\u0001dropped:";

    /** The only member of the sorted set. Its stamp says when marks were dropped last. */
    private static final String MEMBER = "marks";

    private final String prefix;

    DroppedMarks(String prefix) {
        this.prefix = prefix;
    }

    /** Notes at a site that marks for another data centre are dropped. Blocks. */
    void note(Site here, String other, long stamp) throws InterruptedException {
        Answers.await(here.send(Commands.mark(key(other), MEMBER, stamp)));
    }

    /** Returns the stamp of the note; empty if no marks were dropped since the last comparison. Blocks. */
    Optional<Long> noted(Site here, String other) throws InterruptedException {
        List<Long> stamps = Answers.await(here.send(Commands.marks(key(other), 0, Stamp.ABOVE_ALL, 1))).stream()
                .map(each -> (long) each.getScore())
                .toList();
        return stamps.stream().findFirst();
    }

    /** Removes the note, unless marks were dropped again since it had this stamp. Blocks. */
    void remove(Site here, String other, long stamp) throws InterruptedException {
        Answers.await(here.requests()
                .run(Calls.confirm(key(other), Map.of(MEMBER, stamp)), removed -> removed, Deadline.in(Answers.TIME)));
    }

    private String key(String other) {
        return prefix + KEY + other;
    }
}
