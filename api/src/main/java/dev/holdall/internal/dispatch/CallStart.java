package dev.holdall.internal.dispatch;

import dev.holdall.Operation;
import dev.holdall.StoreObserver.Observation;
import dev.holdall.spi.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call when it begins.
 *
 * @param key the caller's key; null for a bulk call
 * @param valueBytes the size of the values that the caller gives
 * @param time how long the call may take
 * @param deadline when that is over
 * @param isUsual whether the deadline is as far away as those of most calls
 * @param observation tells the observers how it ends
 */
record CallStart(
        Operation operation,
        @Nullable String key,
        long valueBytes,
        Duration time,
        Deadline deadline,
        boolean isUsual,
        Observation observation) {

    /** How long the call has taken. */
    Duration elapsed() {
        return time.minusNanos(deadline.remainingNanos());
    }
}
