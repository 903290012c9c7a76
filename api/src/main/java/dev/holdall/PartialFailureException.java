package dev.holdall;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Says that a bulk call failed for some of its keys, or for all of them. Each key is either in {@link #done()} or in
 * {@link #failures()}. The message has only the number of keys, and never a key.
 */
public final class PartialFailureException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /** The keys that succeeded. */
    private final LinkedHashSet<String> done;
    /** The keys that failed, each with its failure. */
    private final LinkedHashMap<String, SessionStoreException> failures;

    /**
     * Makes the exception for one bulk call.
     *
     * @param store the name of the store
     * @param backend the name of its backend
     * @param operation the verb that was called
     * @param done the keys that succeeded
     * @param failures the keys that failed, each with its failure; at least one
     */
    public PartialFailureException(
            String store,
            String backend,
            Operation operation,
            Set<String> done,
            Map<String, ? extends SessionStoreException> failures) {
        super(new Details(
                store,
                backend,
                operation,
                worst(failures),
                failures.size() + " of " + (done.size() + failures.size()) + " keys failed, the first with: "
                        + failures.values().iterator().next().getMessage(),
                failures.values().iterator().next()));
        this.done = new LinkedHashSet<>(done);
        this.failures = new LinkedHashMap<>(failures);
    }

    /**
     * Returns the keys that succeeded. A write to such a key was made; a value that was read for it is not kept, but
     * may be read again.
     *
     * @return an unmodifiable set
     */
    public Set<String> done() {
        return Collections.unmodifiableSet(done);
    }

    /**
     * Returns the keys that failed, each with its failure.
     *
     * @return an unmodifiable map with at least one key
     */
    public Map<String, SessionStoreException> failures() {
        return Collections.unmodifiableMap(failures);
    }

    private static Outcome worst(Map<String, ? extends SessionStoreException> failures) {
        return failures.values().stream().allMatch(f -> f.outcome() == Outcome.NOT_APPLIED)
                ? Outcome.NOT_APPLIED
                : Outcome.UNKNOWN;
    }
}
