package dev.holdall.internal;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;

/** A call of several requests: whether it may go on, and whether a write of it is under way. Thread-safe. */
final class CallState {

    private enum Phase {
        IDLE,
        WRITING,
        ABANDONED
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);
    private final long deadlineNanos;
    private final BooleanSupplier closed;

    CallState(Duration timeout, BooleanSupplier closed) {
        this.deadlineNanos = System.nanoTime() + timeout.toNanos();
        this.closed = closed;
    }

    boolean mayGoOn() {
        return phase.get() != Phase.ABANDONED && !closed.getAsBoolean() && System.nanoTime() - deadlineNanos < 0;
    }

    /** Tells whether a write may begin now; if so it counts as under way until {@link #writeEnded}. */
    boolean beginWrite() {
        return mayGoOn() && phase.compareAndSet(Phase.IDLE, Phase.WRITING);
    }

    /** The write under way is known to have changed nothing. */
    void writeEnded() {
        phase.compareAndSet(Phase.WRITING, Phase.IDLE);
    }

    /** No further write begins. Tells what can have become of the call. */
    Outcome abandon() {
        return phase.getAndSet(Phase.ABANDONED) == Phase.WRITING ? Outcome.UNKNOWN : Outcome.NOT_APPLIED;
    }

    /** The failure of a request that nobody waits for any longer. */
    static BackendException unanswered(Outcome outcome) {
        return new BackendException(BackendException.Kind.TIMEOUT, outcome, "no answer by the deadline", null);
    }

    /** The failure of a call that may not go on, and has no write under way. */
    static BackendException givenUp() {
        return new BackendException(
                BackendException.Kind.TIMEOUT,
                Outcome.NOT_APPLIED,
                "the deadline passed, or the store was closed",
                null);
    }
}
