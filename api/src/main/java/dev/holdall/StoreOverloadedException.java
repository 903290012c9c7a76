package dev.holdall;

/** A limit of the client or of the server was reached; the call may succeed later. */
public final class StoreOverloadedException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure of one call.
     *
     * @param details what there is to say of it
     */
    public StoreOverloadedException(Details details) {
        super(details);
    }
}
