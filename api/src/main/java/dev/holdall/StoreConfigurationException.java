package dev.holdall;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Says that a configuration is wrong. It has all problems at once; each names its option and the remedy. */
public final class StoreConfigurationException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /** The problems, at least one. */
    private final ArrayList<String> problems;

    /**
     * Reports the problems of a store's configuration.
     *
     * @param store the name of the store, or {@code all stores} where all were opened together
     * @param backend the name of the backend; {@code ?} if it isn't known
     * @param problems at least one, each a sentence
     */
    public StoreConfigurationException(String store, String backend, List<String> problems) {
        super(new Details(store, backend, Operation.OPEN, Outcome.NOT_APPLIED, describe(problems), null));
        this.problems = new ArrayList<>(problems);
    }

    /**
     * Returns the problems: first those of the configuration as a whole, then those of each store.
     *
     * @return an unmodifiable list with at least one element
     */
    public List<String> problems() {
        return Collections.unmodifiableList(problems);
    }

    private static String describe(List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return count + " in the configuration:\n  - " + String.join("\n  - ", problems);
    }
}
