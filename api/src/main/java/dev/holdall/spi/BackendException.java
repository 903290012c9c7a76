package dev.holdall.spi;

import dev.holdall.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The failure of one request, as a backend reports it: the kind, the outcome, and a message. The store converts it to
 * the exception that the caller sees, and adds the store, the backend and the operation.
 *
 * <p>Neither the message nor that of the cause may contain a key, a value or a credential.
 */
public final class BackendException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** The kinds of failures. */
    public enum Kind {
        /** No node could be reached, or too few. */
        UNAVAILABLE,
        /** There was no answer within the deadline. */
        TIMEOUT,
        /** A limit of the client or of the server was reached. */
        OVERLOADED,
        /** The stored bytes can't be interpreted. */
        CORRUPT,
        /** The request failed in another way. */
        FAILED
    }

    /** The kind of the failure. */
    private final Kind kind;
    /** What the request did to the stored data. */
    private final Outcome outcome;

    /**
     * Makes the exception for one failed request.
     *
     * @param kind the kind of the failure
     * @param outcome what the request did to the stored data; {@code NOT_APPLIED} for every read
     * @param message what happened, in a clause without a key, a value or a credential
     * @param cause the exception of the client library; null if there was none
     */
    public BackendException(Kind kind, Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.outcome = outcome;
    }

    /**
     * Returns the kind of the failure.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns what the request did to the stored data.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }
}
