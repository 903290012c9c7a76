package dev.holdall;

/** No node could be reached, or too few for the consistency that was asked for. */
public final class StoreUnavailableException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure of one call.
     *
     * @param details what there is to say of it
     */
    public StoreUnavailableException(Details details) {
        super(details);
    }
}
