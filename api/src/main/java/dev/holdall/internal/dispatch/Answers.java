package dev.holdall.internal.dispatch;

import dev.holdall.Reach;
import dev.holdall.StoreObserver.Incident;
import dev.holdall.Version;
import dev.holdall.internal.Observers;
import dev.holdall.internal.clock.VersionClock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the answers of a store's backend, and follows the versions in them. Thread-safe. */
final class Answers {

    private final VersionClock clock;
    private final Observers observers;

    Answers(VersionClock clock, Observers observers) {
        this.clock = clock;
        this.observers = observers;
    }

    /**
     * Returns an answer. A faulty backend may have completed the stage with null; then this method throws an exception.
     */
    static <A> A requireAnswer(@Nullable A answer) {
        return Objects.requireNonNull(answer, "the backend gave no answer");
    }

    /**
     * Reads an answer: follows its version, reports a reduced reach to the observers, and returns what the caller gets.
     */
    <A, R> R read(@Nullable String storedKey, A answer, Reply<A, R> reply) {
        Version version = reply.version().apply(answer);
        if (version != null && storedKey != null) {
            clock.follow(storedKey, version, reply.reportsSkew());
        }
        if (answer == Reach.LOCAL_DC) {
            observers.onIncident(Incident.REDUCED_REACH);
        }
        return Objects.requireNonNull(reply.value().apply(answer));
    }
}
