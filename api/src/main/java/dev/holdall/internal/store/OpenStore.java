package dev.holdall.internal.store;

import dev.holdall.Traits;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.verbs.StoreParts;
import dev.holdall.internal.verbs.Verbs;

/** An open store, which the blocking and the asynchronous face share. Thread-safe. */
final class OpenStore {

    private final StoreSettings settings;
    private final StoreParts parts;
    private final Traits traits;
    private final Verbs verbs;

    OpenStore(StoreSettings settings, StoreParts parts, Traits traits) {
        this.settings = settings;
        this.parts = parts;
        this.traits = traits;
        this.verbs = new Verbs(parts, settings.revocationHorizon());
    }

    Verbs verbs() {
        return verbs;
    }

    /**
     * Returns the verbs, for a thread that will wait for their answers.
     *
     * @throws IllegalStateException if the thread is one of those that complete the backend's answers
     */
    Verbs verbsFor(Thread thread) {
        if (parts.backend().completesOn(thread)) {
            throw new IllegalStateException("this thread completes the answers of the store " + settings.name()
                    + ": waiting on it would never end; use async(), or another thread");
        }
        return verbs;
    }

    Traits traits() {
        return traits;
    }

    void close() {
        if (parts.validation().close()) {
            parts.backend().close();
            parts.dispatch().close();
        }
    }

    /** Returns the store's name and that of its backend. */
    @Override
    public String toString() {
        return settings.name() + "/" + settings.backend();
    }
}
