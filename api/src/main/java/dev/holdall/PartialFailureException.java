package dev.holdall;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * A bulk call failed for some of its keys, or for all of them. Each key is either among those done or among the
 * failures. The maps are for programs; the message only counts.
 */
public final class PartialFailureException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /** The keys that succeeded. */
    private final LinkedHashSet<String> done;
    /** The other keys. */
    private final LinkedHashMap<String, SessionStoreException> failures;

    /**
     * Reports what became of each key.
     *
     * @param store the name of the store
     * @param backend the name of its backend
     * @param operation what was called
     * @param done the keys that succeeded
     * @param failures the others, each with its failure; at least one
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
     * The keys that succeeded: what was asked for is done, and for reads the key may be read again.
     *
     * @return an unmodifiable set
     */
    public Set<String> done() {
        return Collections.unmodifiableSet(done);
    }

    /**
     * The keys that failed.
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
