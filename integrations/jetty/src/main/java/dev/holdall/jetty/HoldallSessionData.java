package dev.holdall.jetty;

import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.jetty.session.SessionData;
import org.jspecify.annotations.Nullable;

/**
 * The data of a session, with what a save has to know: the map that the session was read from or last written to, and
 * the attributes that were set or removed since. Jetty calls all methods that change something with the session's lock.
 */
final class HoldallSessionData extends SessionData {

    private static final long serialVersionUID = 1L;

    /** Which attributes were set or removed since the last save. */
    private transient @Nullable Set<String> changed;
    /** What can't be read of the stored session, by field name: it is kept, and written under a new id. */
    private transient @Nullable Map<String, byte[]> unreadable;
    /** The map that the next save is based on; null if it has to be read. */
    private transient @Nullable SessionMap seen;

    private transient int changesInARow;
    /** Whether nothing of this session is stored under its id, as after its creation, or after a change of the id. */
    private transient boolean unsaved;
    /** Whether the session was ended elsewhere before its id was changed. */
    private transient boolean ended;
    /** Tells whether something is stored for an id; null for an object that another cache has serialized. */
    private final transient @Nullable Predicate<String> exists;

    HoldallSessionData(String id, Origin origin, long created, long accessed, long lastAccessed, long maxInactiveMs) {
        super(id, origin.contextPath, origin.vhost, created, accessed, lastAccessed, maxInactiveMs);
        this.exists = origin.exists;
    }

    /**
     * Where a session belongs to.
     *
     * @param exists tells whether something is stored for an id
     */
    record Origin(String contextPath, String vhost, Predicate<String> exists) {}

    /** Marks a session that the application has just created. */
    HoldallSessionData createdNow() {
        unsaved = true;
        return this;
    }

    @Override
    public void setDirty(String name) {
        super.setDirty(name);
        changed().add(name);
    }

    @Override
    public void clean() {
        super.clean();
        changed().clear();
    }

    /**
     * Changes the id, as a login does. Jetty then deletes what is stored under the old id, and stores the session under
     * the new one. A session that was ended elsewhere would live on under the new id; so it is looked for before.
     *
     * <p>With a {@code NullSessionCache}, Jetty changes the id of another object first, and stores that one. Then the
     * session is there under the new id already when this object gets it.
     */
    @Override
    public void setId(String id) {
        Predicate<String> lookup = exists;
        if (!id.equals(getId())) {
            boolean isStored = getLastSaved() > 0;
            ended |= isStored && lookup != null && !lookup.test(getId()) && !lookup.test(id);
            unsaved = true;
            seen = null;
        }
        super.setId(id);
    }

    Set<String> changed() {
        Set<String> names = changed;
        if (names == null) {
            names = new HashSet<>();
            changed = names;
        }
        return names;
    }

    Map<String, byte[]> unreadable() {
        Map<String, byte[]> fields = unreadable;
        if (fields == null) {
            fields = new HashMap<>();
            unreadable = fields;
        }
        return fields;
    }

    boolean isUnsaved() {
        return unsaved;
    }

    boolean hasEnded() {
        return ended;
    }

    /** Returns the map to base a change on; null if it has to be read. Until the change is made there is none. */
    @Nullable
    SessionMap takeSeen() {
        SessionMap map = seen;
        seen = null;
        return changesInARow < SessionMaps.MAX_CHANGES_IN_A_ROW ? map : null;
    }

    /** Sets the map that was read. */
    void read(SessionMap map) {
        seen = map;
        changesInARow = 0;
        unsaved = false;
    }

    /** Sets the map that a change has returned. */
    void changedTo(SessionMap map) {
        seen = map;
        changesInARow++;
    }
}
