package dev.holdall.internal.dispatch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of the keys of a bulk call of which some keys failed. They are in one array instead of an object per key,
 * because a call may have a million keys.
 */
public final class BulkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> keys;
    private final transient @Nullable Throwable[] failures;

    /**
     * Makes the failure of one bulk call.
     *
     * @param keys the caller's keys, in order
     * @param failures the failure of each key; null if the key succeeded
     */
    public BulkFailure(List<String> keys, @Nullable Throwable[] failures) {
        super(null, null, false, false);
        this.keys = keys;
        this.failures = failures;
    }

    List<String> keys() {
        return keys;
    }

    /** Returns the failure of a key; null if the key succeeded. */
    @Nullable
    Throwable failure(int index) {
        return failures[index];
    }
}
