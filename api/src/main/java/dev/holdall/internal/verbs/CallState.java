package dev.holdall.internal.verbs;

import dev.holdall.Outcome;
import dev.holdall.internal.validation.Validation;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;

/**
 * The state of a call of several requests: whether it may send another request, and whether one of its writes is under
 * way. Thread-safe.
 */
final class CallState {

    private final Deadline deadline;
    private final Validation validation;

    /** Whether a write is under way. Guarded by this. */
    private boolean writing;

    /** Whether the call was abandoned. Guarded by this. */
    private boolean abandoned;

    /** Whether a write was under way when the call was abandoned. Guarded by this. */
    private boolean abandonedWhileWriting;

    CallState(Deadline deadline, Validation validation) {
        this.deadline = deadline;
        this.validation = validation;
    }

    synchronized boolean mayGoOn() {
        return !abandoned && !validation.isClosed() && !deadline.hasPassed();
    }

    /** Begins a write, which counts as under way until {@link #writeEnded}. Returns false if no write may begin now. */
    synchronized boolean beginWrite() {
        if (writing || !mayGoOn()) {
            return false;
        }
        writing = true;
        return true;
    }

    /** Ends the write under way, which is known to have changed nothing. */
    synchronized void writeEnded() {
        writing = false;
    }

    /** Returns the reason why no further request may begin. */
    BackendException givenUp() {
        return validation.isClosed()
                ? new BackendException(
                        BackendException.Kind.TIMEOUT, Outcome.NOT_APPLIED, "the store was closed meanwhile", null)
                : Deadline.notBegun();
    }

    /** Prevents further writes. Returns what the call can have done to the store; every invocation returns the same. */
    synchronized Outcome abandon() {
        if (!abandoned) {
            abandoned = true;
            abandonedWhileWriting = writing;
        }
        return abandonedWhileWriting ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }
}
