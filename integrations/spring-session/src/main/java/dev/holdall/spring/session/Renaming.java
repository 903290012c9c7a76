package dev.holdall.spring.session;

import dev.holdall.SessionMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A change of a session's id that a save has begun, so that a later save can finish it. Not thread-safe. */
final class Renaming {

    private final String oldId;
    private final String newId;
    private boolean claimed;

    /** The fields of the old map, once it is certain that it may be revoked. */
    private @Nullable Map<String, byte[]> carried;

    Renaming(String oldId, String newId) {
        this.oldId = oldId;
        this.newId = newId;
    }

    String oldId() {
        return oldId;
    }

    String newId() {
        return newId;
    }

    boolean isClaimed() {
        return claimed;
    }

    /** Notes that this process may change the id, from now on: whatever was read before may have been ended since. */
    void claim() {
        claimed = true;
        carried = null;
    }

    void carry(SessionMap old) {
        carried = old.fields();
    }

    @Nullable
    Map<String, byte[]> carried() {
        return carried;
    }
}
