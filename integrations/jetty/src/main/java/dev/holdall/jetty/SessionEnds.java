package dev.holdall.jetty;

import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;

/** Computes when the maps of sessions end, within what the store allows. Thread-safe. */
final class SessionEnds {

    private final SessionMaps maps;
    private final String unusedKey;
    private final long longestMs;
    private final long graceMs;
    /** Whether the store allows maps without an end; null until that had to be known. */
    private volatile @Nullable Boolean mayBeEndless;

    /**
     * Makes the ends for one context.
     *
     * @param unusedKey a key that no session has
     * @param graceMs the grace period
     */
    SessionEnds(SessionStore store, String unusedKey, long graceMs) {
        this.maps = store.maps();
        this.unusedKey = unusedKey;
        this.longestMs = store.traits().maxTtl().toMillis();
        this.graceMs = graceMs;
    }

    MapEnd of(SessionData session) {
        boolean endless = session.getExpiry() <= 0 && mayBeEndless();
        return MapEnd.of(session.getExpiry(), graceMs, longestMs, endless, System.currentTimeMillis());
    }

    /** A store with a {@code max-ttl} may refuse a TTL without end; its traits don't tell, only the attempt does. */
    private boolean mayBeEndless() {
        Boolean known = mayBeEndless;
        if (known == null) {
            known = isEndlessAccepted();
            mayBeEndless = known;
        }
        return known;
    }

    private boolean isEndlessAccepted() {
        try {
            maps.changeTTL(unusedKey, Ttl.never());
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
