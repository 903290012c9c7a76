package dev.holdall.jetty;

import dev.holdall.SessionStore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One store for several data stores: opened for the first of them, and closed after the last one. Thread-safe. */
final class SharedStore implements StoreSource {

    private final Supplier<SessionStore> opener;
    private @Nullable SessionStore store;
    private int users;

    SharedStore(Supplier<SessionStore> opener) {
        this.opener = opener;
    }

    @Override
    public synchronized SessionStore acquire() {
        SessionStore found = store;
        if (found == null) {
            found = opener.get();
            store = found;
        }
        users++;
        return found;
    }

    @Override
    public synchronized void release() {
        users--;
        SessionStore found = store;
        if (users == 0 && found != null) {
            store = null;
            found.close();
        }
    }
}
