package dev.holdall;

import java.time.Duration;
import java.util.Optional;

/**
 * Receives a notification when a call of a store begins, in the thread of the caller, and when it ends. Observers serve
 * metrics and tracing.
 *
 * <p>One call of a verb is one observation, however many requests to the backend it needs; a bulk call is one
 * observation that has the number of keys. A call that is refused before any I/O, because a key or a value is out of
 * bounds, is not observed.
 *
 * <p>The methods must return quickly, and must neither block nor call the store. An exception that they throw is
 * logged, and affects neither the call nor other observers. They receive no key and no value. Implementations must be
 * thread-safe. (Contract: OBS-01 to OBS-08.)
 */
public interface StoreObserver {

    /** How a call ended. */
    enum Result {
        /** The call did what was asked; a read found the entry. */
        OK,
        /** There was no entry to read or to give a new TTL; {@code getOrCompute} had to compute the value. */
        ABSENT,
        /**
         * {@code add} found an entry, {@code compareAndSet} found another version than the one seen, or {@code tryLock}
         * found another holder.
         */
        CONFLICT,
        /**
         * The key of an {@code add}, {@code compareAndSet}, {@code merge}, {@code getOrCompute} or {@code increment} is
         * revoked.
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
        /** The stored bytes can't be interpreted. */
        CORRUPT,
        /** The waiting thread was interrupted. */
        INTERRUPTED,
        /** The function that the caller gave to {@code merge} or {@code getOrCompute} has thrown an exception. */
        FUNCTION_FAILED,
        /** The call failed in another way. */
        FAILED
    }

    /** An event that the operator of the application may want to count. */
    enum Incident {
        /**
         * The backend answered with a version that is further ahead of the local clock than {@code max-clock-skew}, the
         * local clock has gone back by more than that, or a write had to take a version that is further ahead.
         */
        CLOCK_SKEW,
        /** An entry was dropped before its expiry because room was needed. */
        EVICTION,
        /** A revocation was dropped before its horizon because room was needed. */
        REVOCATION_DROPPED,
        /** Only the local data centre has acknowledged a deletion or a revocation. */
        REDUCED_REACH,
        /**
         * The backend has stopped sending what is written here to another data centre: for so long not all of what was
         * written there has arrived here that deleted entries could come back. An operator has to decide.
         */
        REPLICATION_STOPPED
    }

    /**
     * The facts about a call that are known when it begins.
     *
     * @param store the name of the store
     * @param backend the name of its backend
     * @param operation the verb
     * @param keys the number of keys; 1 unless it is a bulk call
     */
    record Call(String store, String backend, Operation operation, int keys) {}

    /**
     * The facts about a call that are known when it ends.
     *
     * @param result how the call ended; for a bulk call that failed for all keys, how its first key failed
     * @param duration from the beginning to the end of the call
     * @param valueBytes the size of all values that were read or given to be written; 0 if there was none, and for
     *     {@code increment}
     * @param failedKeys how many keys of a bulk call failed; for another call, 1 if it failed
     * @param retries how often {@code merge} or {@code tryLock} tried again because another caller was faster; 0 if the
     *     call failed
     */
    record End(Result result, Duration duration, long valueBytes, int failedKeys, int retries) {}

    /**
     * The state of the replication from the data centre of this process to another one, of a store whose backend
     * replicates itself.
     *
     * @param dataCentre the name of the other data centre
     * @param connected whether the other data centre has answered the last request of this process in time
     * @param stopped whether this process sends nothing there, because for too long not all of what was written there
     *     has arrived here
     * @param clockDifference how far the clock of the other data centre's servers is ahead of that of the servers here,
     *     negative if it is behind; estimated from the last answers, so it may be wrong by the time that an answer
     *     takes; empty while the other data centre isn't connected
     * @param refused how many records this process has sent that the other data centre did not take, and that are sent
     *     again; counts each time
     * @param backlog what waits to be sent; empty in a process that doesn't know, since one process of each data centre
     *     counts
     */
    record ReplicationState(
            String dataCentre,
            boolean connected,
            boolean stopped,
            Optional<Duration> clockDifference,
            long refused,
            Optional<Backlog> backlog) {}

    /**
     * What all processes of a data centre have written that another data centre has not confirmed.
     *
     * @param keys the number of keys that wait
     * @param age how long the oldest of them has waited; zero if there is none
     * @param comparisonDue whether so much had to wait that some keys were given up: what was written to them arrives
     *     only when an operator lets the data centres be compared
     */
    record Backlog(long keys, Duration age, boolean comparisonDue) {}

    /** Receives the remaining notifications of one call. */
    interface Observation {

        /**
         * Receives the notification that the calling thread is about to return from the store: a context that was bound
         * to the thread in {@link StoreObserver#onBegin} has to be unbound now. The store calls this method once, on
         * the thread that called {@code onBegin}; if there are several observers, it calls them in the reverse order of
         * {@code onBegin}. A blocking call has ended before; an asynchronous call may or may not have ended.
         */
        default void onReturn() {}

        /**
         * Receives the notification that the call has ended: it was answered, it failed, or it was given up at its
         * deadline. The store calls this method once, on the thread that has the answer, before the caller sees the
         * answer.
         *
         * @param end how the call ended
         */
        void onEnd(End end);
    }

    /**
     * Receives the notification that a call begins. The store calls this method on the caller's thread, before anything
     * is sent, so that a span can be started with the caller's context, and can be current until
     * {@link Observation#onReturn}.
     *
     * @param call the facts about the call
     * @return receives the remaining notifications of this call; not null
     */
    Observation onBegin(Call call);

    /**
     * Receives the notification that something happened that is not the failure of a call.
     *
     * @param store the name of the store
     * @param incident what happened
     */
    default void onIncident(String store, Incident incident) {}

    /**
     * Receives the state of the replication to another data centre. A store whose backend replicates itself (Redis,
     * with {@code data-centres}) calls this method for each other data centre in each of its processes, about as often
     * as {@code data-centres.sweep.after} says, on a thread of Holdall. A store whose servers replicate, or that has
     * one data centre, never calls it.
     *
     * @param store the name of the store
     * @param state the state as this process knows it
     */
    default void onReplication(String store, ReplicationState state) {}
}
