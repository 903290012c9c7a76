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

    private final String store;
    private final String backend;
    private final Operation operation;
    private final Outcome outcome;

    /**
     * What there is to say of a failed call.
     *
     * @param store the name of the store
     * @param backend the name of its backend
     * @param operation what was called
     * @param outcome what the call did to the store
     * @param what what happened and what follows, without any key, value or credential
     * @param cause what the client library reported, if it did
     */
    public record Details(
            String store,
            String backend,
            Operation operation,
            Outcome outcome,
            String what,
            @Nullable Throwable cause) {}

    /**
     * A failure of one call.
     *
     * @param details what there is to say of it
     */
    public SessionStoreException(Details details) {
        super(details.store + "/" + details.backend + ": " + details.operation + ": " + details.what, details.cause);
        this.store = details.store;
        this.backend = details.backend;
        this.operation = details.operation;
        this.outcome = details.outcome;
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
