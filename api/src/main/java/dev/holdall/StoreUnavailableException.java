package dev.holdall;

import org.jspecify.annotations.Nullable;

/** No node could be reached, or too few for the consistency that was asked for. */
public final class StoreUnavailableException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

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
    public StoreUnavailableException(
            String store,
            String backend,
            Operation operation,
            Outcome outcome,
            String what,
            @Nullable Throwable cause) {
        super(store, backend, operation, outcome, what, cause);
    }
}
