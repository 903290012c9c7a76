package dev.holdall;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A configuration is wrong: all its problems at once, each naming its option and the remedy. */
public final class StoreConfigurationException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /** At least one. */
    private final ArrayList<String> problems;

    /**
     * Reports the problems of a store's configuration.
     *
     * @param store the name of the store; several, with commas, where several were opened together
     * @param backend the name of its backend as far as it is known, else {@code ?}
     * @param problems at least one, each a sentence
     */
    public StoreConfigurationException(String store, String backend, List<String> problems) {
        super(new Details(store, backend, Operation.OPEN, Outcome.NOT_APPLIED, describe(problems), null));
        this.problems = new ArrayList<>(problems);
    }

    /**
     * The problems: those of the configuration as a whole, then those of each store.
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
