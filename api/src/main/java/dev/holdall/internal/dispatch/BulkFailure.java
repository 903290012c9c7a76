package dev.holdall.internal.dispatch;

import java.util.Map;
import java.util.Set;

/** Carries what became of each key of a bulk call of which some keys failed. */
public final class BulkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> done;
    private final transient Map<String, Throwable> failures;

    /** What became of the keys: those that are done, and the failure of each other one. */
    public BulkFailure(Set<String> done, Map<String, Throwable> failures) {
        super(null, null, false, false);
        this.done = done;
        this.failures = failures;
    }

    Set<String> done() {
        return done;
    }

    Map<String, Throwable> failures() {
        return failures;
    }
}
