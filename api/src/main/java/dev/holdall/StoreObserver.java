package dev.holdall;

import java.time.Duration;

/**
 * Is told of every call of a store: where it begins, in the thread of the caller, and how it ends. For metrics and
 * tracing.
 *
 * <p>One call of a verb is one observation, whatever number of requests to the backend it needs, and a bulk call is one
 * with its number of keys. A call that is refused before any I/O, for a key or a value that is out of bounds, is none.
 *
 * <p>The methods return quickly, don't block, and don't call the store. What they throw is logged and goes no further.
 * They are given no key and no value. Implementations are thread-safe. (Contract: OBS-01 to OBS-08.)
 */
public interface StoreObserver {

    /** How a call ended. */
    enum Result {
        /** It did what was asked; a read found the entry. */
        OK,
        /** There was no entry to read or to touch; {@code getOrCompute} had to compute the value. */
        ABSENT,
        /**
         * {@code add} found an entry, {@code compareAndSet} another version than the one seen, or {@code tryLock}
         * another holder.
         */
        CONFLICT,
        /**
         * {@code add}, {@code compareAndSet}, {@code merge}, {@code getOrCompute} or {@code increment} met a revoked
         * key.
         */
        REVOKED,
        /** Some keys of a bulk call failed, and others didn't. */
        PARTIAL,
        /** There was no answer within the deadline. */
        TIMEOUT,
        /** No node could be reached, or too few. */
        UNAVAILABLE,
        /** A limit of the client or of the server was reached. */
        OVERLOADED,
        /** What is stored can't be understood. */
        CORRUPT,
        /** The waiting thread was interrupted. */
        INTERRUPTED,
        /** A function of the caller's, given to {@code merge} or {@code getOrCompute}, has thrown an exception. */
        FUNCTION_FAILED,
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
     * What is known of a call when it begins.
     *
     * @param store the name of the store
     * @param backend the name of its backend
     * @param operation the verb
     * @param keys the number of keys: 1, but for a bulk call
     */
    record Call(String store, String backend, Operation operation, int keys) {}

    /**
     * What is known of a call when it ends.
     *
     * @param result how it ended; of a bulk call that failed for all keys, the failure of the first one
     * @param duration from the beginning to the end of the call
     * @param valueBytes the size of the values that were read or given to be written, all keys together; 0 where there
     *     was none, and for {@code increment}
     * @param failedKeys how many keys of a bulk call failed; of another call, 1 if it failed
     * @param retries how often {@code merge} or {@code tryLock} began again since somebody else was faster
     */
    record End(Result result, Duration duration, long valueBytes, int failedKeys, int retries) {}

    /** Is told of the rest of one call. */
    interface Observation {

        /**
         * The calling thread is about to leave the store: a context that was bound to the thread at the beginning has
         * to be unbound now. Called once, on the thread of the beginning; of several observers, on the last that was
         * told of the beginning first. On the blocking face the call has ended before; on the asynchronous one it may
         * or may not have.
         */
        default void onReturn() {}

        /**
         * The call has ended: it is answered, has failed, or was given up at its deadline. Called once, on whichever
         * thread has the answer, before the caller sees it.
         *
         * @param end how it ended
         */
        void onEnd(End end);
    }

    /**
     * A call begins. Called on the caller's thread, before anything is sent, so that a span can be started with the
     * caller's context, and be made current until {@link Observation#onReturn}.
     *
     * @param call what is known of it
     * @return is told of the rest; not null
     */
    Observation onBegin(Call call);

    /**
     * Something happened that is no failure of a call.
     *
     * @param store the name of the store
     * @param incident what happened
     */
    default void onIncident(String store, Incident incident) {}
}
