package dev.holdall;

/** Says that the calling thread was interrupted while it waited. The thread's interrupt flag is set again. */
public final class StoreInterruptedException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for one failed call.
     *
     * @param details the store, the backend, the operation, the outcome, the message and the cause
     */
    public StoreInterruptedException(Details details) {
        super(details);
    }
}
