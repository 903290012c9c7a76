package dev.holdall.spi;

import dev.holdall.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How a backend reports a failure: the kind, the outcome, and a sentence. The store makes of it the exception that the
 * caller sees, which adds the store, the backend and the operation.
 *
 * <p>Neither the message nor the cause's may hold a key, a value or a credential.
 */
public final class BackendException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What sort of failure. */
    public enum Kind {
        /** No node could be reached, or too few. */
        UNAVAILABLE,
        /** There was no answer in time. */
        TIMEOUT,
        /** A limit of the client or of the server was reached. */
        OVERLOADED,
        /** What is stored can't be understood. */
        CORRUPT,
        /** Anything else. */
        FAILED
    }

    /** What sort of failure. */
    private final Kind kind;
    /** What the request did. */
    private final Outcome outcome;

    /**
     * A failure of one request.
     *
     * @param kind what sort
     * @param outcome what the request did; {@code NOT_APPLIED} for every read
     * @param message what happened, in a clause without key, value or credential
     * @param cause what the client library reported, if it did
     */
    public BackendException(Kind kind, Outcome outcome, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.outcome = outcome;
    }

    /**
     * What sort of failure.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * What the request did.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }
}
