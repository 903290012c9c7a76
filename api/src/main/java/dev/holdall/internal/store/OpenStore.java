package dev.holdall.internal.store;

import dev.holdall.Traits;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.groups.GroupVerbs;
import dev.holdall.internal.maps.MapVerbs;
import dev.holdall.internal.verbs.StoreParts;
import dev.holdall.internal.verbs.Verbs;
import org.jspecify.annotations.Nullable;

/** An open store, which the blocking and the asynchronous face share. Thread-safe. */
final class OpenStore {

    private final StoreSettings settings;
    private final StoreParts parts;
    private final Traits traits;
    private final Verbs verbs;
    private final @Nullable MapVerbs maps;
    private final @Nullable GroupVerbs groups;

    OpenStore(StoreSettings settings, StoreParts parts, Traits traits) {
        this.settings = settings;
        this.parts = parts;
        this.traits = traits;
        this.verbs = new Verbs(parts, settings.revocationHorizon());
        this.maps = traits.maps() ? mapVerbs() : null;
        this.groups = traits.groups() ? groupVerbs() : null;
    }

    private GroupVerbs groupVerbs() {
        return new GroupVerbs(parts, parts.backend().groups().orElseThrow());
    }

    private MapVerbs mapVerbs() {
        return new MapVerbs(settings, parts, parts.backend().maps().orElseThrow());
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
        checkMayWait(thread);
        return verbs;
    }

    /**
     * Refuses a thread that would wait for its own answer.
     *
     * @throws IllegalStateException if the thread is one of those that complete the backend's answers
     */
    void checkMayWait(Thread thread) {
        if (parts.backend().completesOn(thread)) {
            throw new IllegalStateException("this thread completes the answers of the store " + settings.name()
                    + ": waiting on it would never end; use async(), or another thread");
        }
    }

    /** Returns the verbs of maps; null if this store keeps none. */
    @Nullable
    MapVerbs maps() {
        return maps;
    }

    /** Makes the exception for a caller who asks for maps where this store keeps none. */
    UnsupportedOperationException keepsNoMaps() {
        return keepsNo("maps");
    }

    /** Returns the verbs of groups; null if this store keeps none. */
    @Nullable
    GroupVerbs groups() {
        return groups;
    }

    /** Makes the exception for a caller who asks for groups where this store keeps none. */
    UnsupportedOperationException keepsNoGroups() {
        return keepsNo("groups");
    }

    private UnsupportedOperationException keepsNo(String what) {
        return new UnsupportedOperationException(this + ": this store keeps no " + what + ", because its backend, or a"
                + " decorator around it, keeps none; traits()." + what + "() tells that before");
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
