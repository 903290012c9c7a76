package dev.holdall;

/** What is stored under the key can't be understood. */
public final class CorruptEntryException extends SessionStoreException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure of one call.
     *
     * @param details what there is to say of it
     */
    public CorruptEntryException(Details details) {
        super(details);
    }
}
