package dev.holdall;

/** Says that the store can't interpret the bytes that are stored under the key. */
public final class CorruptEntryException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * Makes the exception for one failed call.
     *
     * @param details the store, the backend, the operation, the outcome, the message and the cause
     */
    public CorruptEntryException(Details details) {
        super(details);
    }
}
