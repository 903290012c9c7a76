package dev.holdall;

/** Says that a limit of the client or of the server was reached. The call may succeed later. */
public final class StoreOverloadedException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for one failed call.
     *
     * @param details the store, the backend, the operation, the outcome, the message and the cause
     */
    public StoreOverloadedException(Details details) {
        super(details);
    }
}
