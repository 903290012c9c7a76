package dev.holdall;

import java.time.Duration;

/**
 * Is told of every request to a store's backend, for metrics and tracing.
 *
 * <p>One call of a verb makes one request or more: {@code merge} shows as {@code get-entry} and {@code
 * compare-and-set} or {@code add} requests; {@code getOrCompute} as {@code get} and {@code add}, and another {@code get}
 * after a conflict; and a bulk call as one request a key. Methods run on whichever thread has the answer, so
 * they return quickly, don't block, and don't call the store. What they throw is logged and goes no further. They are
 * given no key and no value. Implementations are thread-safe.
 */
public interface StoreObserver {

    /** How a request ended. */
    enum Result {
        /** It did what was asked; a read found the entry. */
        OK,
        /** There was no entry to read or to touch. */
        ABSENT,
        /** {@code add} found an entry, or {@code compareAndSet} another version than the one seen. */
        CONFLICT,
        /** {@code add}, {@code compareAndSet} or {@code increment} met a revoked key. */
        REVOKED,
        /** There was no answer within the deadline. */
        TIMEOUT,
        /** No node could be reached, or too few. */
        UNAVAILABLE,
        /** A limit of the client or of the server was reached. */
        OVERLOADED,
        /** What is stored can't be understood. */
        CORRUPT,
        /** It failed otherwise. */
        FAILED
    }

    /** Something that whoever operates the application wants counted. */
    enum Incident {
        /** A version was read that is further ahead of the local clock than {@code max-clock-skew}. */
        CLOCK_SKEW,
        /** An entry was dropped before its expiry because room was needed. */
        EVICTION,
        /** A revocation was forgotten before its horizon because room was needed. */
        REVOCATION_DROPPED,
        /** A deletion or a revocation was acknowledged by the local data centre only. */
        REDUCED_REACH
    }

    /**
     * One request to a backend.
     *
     * @param store the name of the store
     * @param backend the name of its backend
     * @param operation what was asked for
     * @param result how it ended
     * @param duration from the call to the answer, or to the deadline
     * @param valueBytes the size of the value read, or given to be written; 0 where there was none, and for {@code
     *     increment}
     */
    record Request(
            String store, String backend, Operation operation, Result result, Duration duration, long valueBytes) {}

    /**
     * A request has ended.
     *
     * @param request what is known of it
     */
    void onRequest(Request request);

    /**
     * Something happened that is no failure of a call.
     *
     * @param store the name of the store
     * @param incident what happened
     */
    default void onIncident(String store, Incident incident) {}
}
