package dev.holdall.internal.dispatch;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries what became of each key of a bulk call of which some keys failed. A call of a million keys has one array for
 * that, not an object for each key.
 */
public final class BulkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<String> keys;
    private final transient @Nullable Throwable[] failures;

    /**
     * What became of the keys.
     *
     * @param keys the callers' keys, in their order
     * @param failures the failure of each of them; null where the key is done
     */
    public BulkFailure(List<String> keys, @Nullable Throwable[] failures) {
        super(null, null, false, false);
        this.keys = keys;
        this.failures = failures;
    }

    List<String> keys() {
        return keys;
    }

    /** The failure of a key; null if it is done. */
    @Nullable
    Throwable failure(int index) {
        return failures[index];
    }
}
