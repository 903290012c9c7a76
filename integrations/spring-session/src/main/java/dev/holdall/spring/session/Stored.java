package dev.holdall.spring.session;

import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import java.util.Set;

/**
 * What this process knows of a session in the store.
 *
 * @param map as it was read, or as the last change has left it; the next change is based on it
 * @param changes how many changes were made since the read
 * @param listedIn the groups that have an entry of the session
 */
record Stored(SessionMap map, int changes, Set<String> listedIn) {

    static Stored read(SessionMap map) {
        return new Stored(map, 0, SessionFields.groups(map));
    }

    static Stored created(SessionMap map) {
        return new Stored(map, 0, Set.of());
    }

    String id() {
        return map.key();
    }

    /** Returns whether the map has to be read again before it can be changed. */
    boolean hasToBeRead() {
        return changes >= SessionMaps.MAX_CHANGES_IN_A_ROW;
    }

    /** Returns this with a map that was read again. The groups stay: what they list, the map doesn't tell. */
    Stored readAgain(SessionMap again) {
        return new Stored(again, 0, listedIn);
    }

    Stored changed(SessionMap after) {
        return new Stored(after, changes + 1, listedIn);
    }

    Stored listed(Set<String> groups) {
        return new Stored(map, changes, groups);
    }
}
