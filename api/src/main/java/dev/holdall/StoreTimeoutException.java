package dev.holdall;

/**
 * Says that the deadline passed before the call was answered. A write may still be applied, unless the outcome is
 * {@link Outcome#NOT_APPLIED}.
 */
public final class StoreTimeoutException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for one failed call.
     *
     * @param details the store, the backend, the operation, the outcome, the message and the cause
     */
    public StoreTimeoutException(Details details) {
        super(details);
    }
}
