package dev.holdall.internal.dispatch;

import dev.holdall.Operation;
import dev.holdall.StoreObserver.Observation;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The facts about a call that are known when it begins.
 *
 * @param key the caller's key; null for a bulk call
 * @param valueBytes the size of all values that the caller gives
 * @param time how long the call may take
 * @param deadline the moment at which this time is over
 * @param isUsual whether the time is that of most calls, so that the deadlines pass in the order in which the calls
 *     began
 * @param observation passes the end of the call to the observers
 */
record CallStart(
        Operation operation,
        @Nullable String key,
        long valueBytes,
        Duration time,
        Deadline deadline,
        boolean isUsual,
        Observation observation) {

    /** Returns how long the call has taken until now. */
    Duration elapsed() {
        return time.minusNanos(deadline.remainingNanos());
    }
}
