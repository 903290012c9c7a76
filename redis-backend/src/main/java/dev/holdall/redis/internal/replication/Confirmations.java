package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.spi.BackendContext;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Removes the marks of records that another data centre has confirmed. Marks gather for a moment and go together: a
 * request for a single mark costs the server about as much as the write that has made the mark, and each further mark
 * in it a tenth of that. A mark that isn't removed stays, and its record is sent again by the sweep. Thread-safe.
 */
final class Confirmations implements AutoCloseable {

    /** How long marks gather. It is short beside the time after which the sweep sends their records again. */
    private static final Duration GATHERING = Duration.ofMillis(100);

    /** When so many have gathered, they go at once: more would save little, and a larger set of marks is slower. */
    private static final int ENOUGH = 128;

    private static final Duration TIME = Duration.ofSeconds(2);

    /** A server that removes so many marks is busy for a millisecond or two. Lua takes some thousand arguments. */
    private static final int MARKS_AT_ONCE = 1_000;

    /** How many sets of a cluster are served together. An option allows no fewer than twice as many requests. */
    private static final int SETS_AT_ONCE = 128;

    private final Site site;
    private final String other;
    private final BackendContext context;

    /** The stamps that wait for the next requests, by set and key. Guarded by this. */
    private final Map<String, Map<String, Long>> waiting = new LinkedHashMap<>();

    /** How many stamps wait. Guarded by this. */
    private int count;

    /** The end of the time in which marks gather; null if none gather. Guarded by this. */
    private @Nullable Future<?> timer;

    /** Whether requests are under way. Guarded by this. */
    private boolean sending;

    /** Guarded by this. */
    private boolean closed;

    /** Removes marks for another data centre from the sets of this site. */
    Confirmations(Site site, String other, BackendContext context) {
        this.site = site;
        this.other = other;
        this.context = context;
    }

    /** Removes the mark of a key, if it has this stamp. */
    void add(String key, long stamp) {
        String set = site.marks().of(key, other);
        synchronized (this) {
            if (closed) {
                return;
            }
            Map<String, Long> stamps = waiting.computeIfAbsent(set, unused -> new LinkedHashMap<>());
            if (stamps.put(key, stamp) == null) {
                count++;
            }
        }
        gatherOrSend();
    }

    private void gatherOrSend() {
        if (!gathers()) {
            send();
        }
    }

    /** Lets marks gather that aren't enough yet; returns false if they are. */
    private synchronized boolean gathers() {
        if (count >= ENOUGH) {
            return false;
        }
        if (count > 0 && timer == null && !sending && !closed) {
            timer = context.schedule(this::send, GATHERING);
        }
        return true;
    }

    /** Sends what waits; if requests are under way, it goes after these. */
    private void send() {
        List<ScriptCall<Long>> calls = begin();
        if (!calls.isEmpty()) {
            CompletableFuture<Void> unused = remove(calls).whenComplete((removed, failure) -> ended());
        }
    }

    private synchronized List<ScriptCall<Long>> begin() {
        stopTimer();
        if (sending || closed) {
            return List.of();
        }
        List<ScriptCall<Long>> calls = take();
        sending = !calls.isEmpty();
        return calls;
    }

    private void ended() {
        synchronized (this) {
            sending = false;
        }
        gatherOrSend();
    }

    private synchronized void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private CompletableFuture<Void> remove(List<ScriptCall<Long>> calls) {
        return CompletableFuture.allOf(site.removeMarks(calls, Deadline.in(TIME)).stream()
                .map(CompletionStage::toCompletableFuture)
                .toArray(CompletableFuture[]::new));
    }

    /** Makes the calls for what waits, as much as one round of requests takes. */
    private synchronized List<ScriptCall<Long>> take() {
        List<ScriptCall<Long>> calls = new ArrayList<>();
        Iterator<Map.Entry<String, Map<String, Long>>> sets = waiting.entrySet().iterator();
        while (sets.hasNext() && calls.size() < SETS_AT_ONCE) {
            Map.Entry<String, Map<String, Long>> set = sets.next();
            Map<String, Long> stamps = set.getValue();
            if (stamps.size() <= MARKS_AT_ONCE) {
                sets.remove();
            } else {
                stamps = some(stamps);
            }
            count -= stamps.size();
            calls.add(Calls.confirm(set.getKey(), stamps));
        }
        return calls;
    }

    /** Takes some stamps of a set that has too many for one request. */
    private static Map<String, Long> some(Map<String, Long> all) {
        Map<String, Long> some = new HashMap<>();
        Iterator<Map.Entry<String, Long>> stamps = all.entrySet().iterator();
        while (some.size() < MARKS_AT_ONCE) {
            Map.Entry<String, Long> each = stamps.next();
            some.put(each.getKey(), each.getValue());
            stamps.remove();
        }
        return some;
    }

    /** Sends what waits, without waiting for an answer. What doesn't arrive any more stays marked. */
    @Override
    public void close() {
        List<ScriptCall<Long>> calls;
        synchronized (this) {
            closed = true;
            stopTimer();
            calls = take();
        }
        CompletableFuture<Void> unused = remove(calls);
    }
}
