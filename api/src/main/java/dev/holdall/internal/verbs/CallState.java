package dev.holdall.internal.verbs;

import dev.holdall.Outcome;
import dev.holdall.internal.validation.Validation;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Deadline;

/** A call of several requests: whether it may go on, and whether a write of it is under way. Thread-safe. */
final class CallState {

    private final Deadline deadline;
    private final Validation validation;

    /** Guarded by this. */
    private boolean writing;

    /** Whether somebody has given the call up. Guarded by this. */
    private boolean abandoned;

    /** Whether a write was under way then. Guarded by this. */
    private boolean abandonedWhileWriting;

    CallState(Deadline deadline, Validation validation) {
        this.deadline = deadline;
        this.validation = validation;
    }

    synchronized boolean mayGoOn() {
        return !abandoned && !validation.isClosed() && !deadline.hasPassed();
    }

    /** Tells whether a write may begin now; if so it counts as under way until {@link #writeEnded}. */
    synchronized boolean beginWrite() {
        if (writing || !mayGoOn()) {
            return false;
        }
        writing = true;
        return true;
    }

    /** The write under way is known to have changed nothing. */
    synchronized void writeEnded() {
        writing = false;
    }

    /** Why no further request may begin. */
    BackendException givenUp() {
        return validation.isClosed()
                ? new BackendException(
                        BackendException.Kind.TIMEOUT, Outcome.NOT_APPLIED, "the store was closed meanwhile", null)
                : Deadline.notBegun();
    }

    /** From now on no write begins. Tells what can have become of the call; the same at every call. */
    synchronized Outcome abandon() {
        if (!abandoned) {
            abandoned = true;
            abandonedWhileWriting = writing;
        }
        return abandonedWhileWriting ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }
}
