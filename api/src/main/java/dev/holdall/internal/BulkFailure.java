package dev.holdall.internal;

import java.util.Map;
import java.util.Set;

/** Carries what became of each key of a bulk call of which some keys failed. */
final class BulkFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Set<String> done;
    private final transient Map<String, Throwable> failures;

    BulkFailure(Set<String> done, Map<String, Throwable> failures) {
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
