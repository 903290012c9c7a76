package dev.holdall;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted while it waited; its interrupt flag is set again. */
public final class StoreInterruptedException extends SessionStoreException {

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
    public StoreInterruptedException(
            String store,
            String backend,
            Operation operation,
            Outcome outcome,
            String what,
            @Nullable Throwable cause) {
        super(store, backend, operation, outcome, what, cause);
    }
}
