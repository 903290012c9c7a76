package dev.holdall;

/** The deadline passed. A write may still be applied, unless the outcome says that it was not. */
public final class StoreTimeoutException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure of one call.
     *
     * @param details what there is to say of it
     */
    public StoreTimeoutException(Details details) {
        super(details);
    }
}
