package dev.holdall;

/** The calling thread was interrupted while it waited; its interrupt flag is set again. */
public final class StoreInterruptedException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure of one call.
     *
     * @param details what there is to say of it
     */
    public StoreInterruptedException(Details details) {
        super(details);
    }
}
