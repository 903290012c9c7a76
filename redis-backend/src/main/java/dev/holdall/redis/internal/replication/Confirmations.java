package dev.holdall.redis.internal.replication;

import dev.holdall.redis.internal.register.Calls;
import dev.holdall.redis.internal.register.ScriptCall;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Removes the marks of records that another data centre has confirmed. While the removal of some marks of a set is
 * under way, further ones gather, and go together with the next request. A mark that can't be removed stays, and its
 * record is sent again by the sweep. Thread-safe.
 */
final class Confirmations {

    private static final Duration TIME = Duration.ofSeconds(5);
    private static final int MOST_AT_ONCE = 256;

    private final Site site;
    private final String other;

    /** The stamps that wait for the next request, by set and key. Guarded by this. */
    private final Map<String, Map<String, Long>> waiting = new HashMap<>();

    /** The sets for which a request is under way. Guarded by this. */
    private final Set<String> underWay = new HashSet<>();

    /** Removes marks for another data centre from the sets of this site. */
    Confirmations(Site site, String other) {
        this.site = site;
        this.other = other;
    }

    /** Removes the mark of a key, if it has this stamp. */
    void add(String key, long stamp) {
        String set = site.marks().of(key, other);
        synchronized (this) {
            waiting.computeIfAbsent(set, unused -> new HashMap<>()).put(key, stamp);
            if (!underWay.add(set)) {
                return;
            }
        }
        sendNext(set);
    }

    /** Sends what waits for a set. The caller has noted the set as one with a request under way. */
    private void sendNext(String set) {
        Map<String, Long> stamps = take(set);
        if (stamps.isEmpty()) {
            return;
        }
        ScriptCall<Long> call = Calls.confirm(set, stamps);
        site.requests()
                .run(call, removed -> removed, Deadline.in(TIME))
                .whenComplete((removed, failure) -> sendNext(set));
    }

    private synchronized Map<String, Long> take(String set) {
        Map<String, Long> all = waiting.remove(set);
        if (all == null) {
            underWay.remove(set);
            return Map.of();
        }
        if (all.size() <= MOST_AT_ONCE) {
            return all;
        }
        Map<String, Long> some = new HashMap<>();
        all.entrySet().stream().limit(MOST_AT_ONCE).forEach(each -> some.put(each.getKey(), each.getValue()));
        all.keySet().removeAll(some.keySet());
        waiting.put(set, all);
        return some;
    }
}
