package dev.holdall;

/** Says that no node could be reached, or too few for the consistency that the call requires. */
public final class StoreUnavailableException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for one failed call.
     *
     * @param details the store, the backend, the operation, the outcome, the message and the cause
     */
    public StoreUnavailableException(Details details) {
        super(details);
    }
}
