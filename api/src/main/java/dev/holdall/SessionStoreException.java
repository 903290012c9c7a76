package dev.holdall;

import org.jspecify.annotations.Nullable;

/**
 * A call failed. The root of every failure that a store reports; a failure is never an absence, and an absence never a
 * failure.
 *
 * <p>An instance of this very class is a failure that none of its subclasses describes, such as a fault of a backend.
 * The message names the store, the backend and the operation, and says what follows; it holds no key, no value and no
 * credential. (Contract: ERR-01 to ERR-10.)
 */
public class SessionStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The store. */
    private final String store;
    /** The backend. */
    private final String backend;
    /** The verb. */
    private final Operation operation;
    /** What it did. */
    private final Outcome outcome;

    /**
     * A failure of one call.
     *
     * @param store the name of the store
     * @param backend the name of its backend
     * @param operation what was called
     * @param outcome what the call did to the store
     * @param what what happened and what follows, without any key, value or credential
     * @param cause what the client library reported, if it did
     */
    public SessionStoreException(
            String store,
            String backend,
            Operation operation,
            Outcome outcome,
            String what,
            @Nullable Throwable cause) {
        super(store + "/" + backend + ": " + operation + ": " + what, cause);
        this.store = store;
        this.backend = backend;
        this.operation = operation;
        this.outcome = outcome;
    }

    /**
     * The store's name.
     *
     * @return the name that it was opened by
     */
    public final String store() {
        return store;
    }

    /**
     * The backend's name.
     *
     * @return the name that configurations choose it by
     */
    public final String backend() {
        return backend;
    }

    /**
     * What was called.
     *
     * @return the verb
     */
    public final Operation operation() {
        return operation;
    }

    /**
     * What the call did to the store.
     *
     * @return {@code NOT_APPLIED} for every read
     */
    public final Outcome outcome() {
        return outcome;
    }
}
