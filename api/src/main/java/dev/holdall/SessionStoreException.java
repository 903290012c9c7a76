package dev.holdall;

import org.jspecify.annotations.Nullable;

/**
 * The superclass of every failure that a store reports. An absent key is never reported as a failure, and a failure is
 * never reported as an absent key.
 *
 * <p>An instance of this class itself is a failure that none of its subclasses describes, such as a fault of a backend.
 * The message names the store, the backend and the operation, and says what follows; it holds no key, no value and no
 * credential. (Contract: ERR-01 to ERR-10.)
 */
public class SessionStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String store;
    private final String backend;
    private final Operation operation;
    private final Outcome outcome;

    /**
     * The facts about a failed call.
     *
     * @param store the name of the store
     * @param backend the name of its backend
     * @param operation the verb that was called
     * @param outcome what the call did to the store
     * @param what what happened and what follows from it, without any key, value or credential
     * @param cause the exception of the client library; null if there was none
     */
    public record Details(
            String store,
            String backend,
            Operation operation,
            Outcome outcome,
            String what,
            @Nullable Throwable cause) {}

    /**
     * Makes the exception for one failed call.
     *
     * @param details the facts about the failure
     */
    public SessionStoreException(Details details) {
        super(details.store + "/" + details.backend + ": " + details.operation + ": " + details.what, details.cause);
        this.store = details.store;
        this.backend = details.backend;
        this.operation = details.operation;
        this.outcome = details.outcome;
    }

    /**
     * Returns the store's name.
     *
     * @return the name that the store was opened by
     */
    public final String store() {
        return store;
    }

    /**
     * Returns the backend's name.
     *
     * @return the name that a configuration chooses the backend by
     */
    public final String backend() {
        return backend;
    }

    /**
     * Returns the verb that was called.
     *
     * @return the verb
     */
    public final Operation operation() {
        return operation;
    }

    /**
     * Returns what the call did to the store.
     *
     * @return {@code NOT_APPLIED} for every read
     */
    public final Outcome outcome() {
        return outcome;
    }
}
