package dev.holdall.jetty;

import dev.holdall.FieldChanges;
import dev.holdall.SessionMap;
import dev.holdall.SessionMaps;
import dev.holdall.SessionStore;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads and writes the maps of the sessions of one context. Thread-safe. */
final class SessionMapStore {

    private static final List<String> METADATA = List.of(FieldNames.CREATED, FieldNames.MAX_INACTIVE, FieldNames.TIMES);

    /** Serializes an attribute. */
    interface Serializer {
        /** Returns the bytes of an attribute. */
        byte[] serialize(String name, Object value) throws Exception;
    }

    private final SessionMaps maps;
    private final SessionKeys keys;
    private final SessionEnds ends;
    private final Serializer serializer;

    SessionMapStore(SessionStore store, SessionKeys keys, long graceMs, Serializer serializer) {
        this.maps = store.maps();
        this.keys = keys;
        this.ends = new SessionEnds(store, keys.key(""), graceMs);
        this.serializer = serializer;
    }

    /** Returns a session's map; null if there is none. */
    @Nullable
    SessionMap find(String id) {
        return SessionKeys.isId(id) ? maps.get(keys.key(id)).orElse(null) : null;
    }

    /** Tells whether there is a map, even that of a session that has expired. */
    boolean exists(String id) {
        return SessionKeys.isId(id) && maps.get(keys.key(id), List.of()).isPresent();
    }

    /** Tells whether a session has expired, or isn't there. */
    boolean isExpired(String id, long time) throws UnreadableException {
        SessionMap map = SessionKeys.isId(id) ? maps.get(keys.key(id), METADATA).orElse(null) : null;
        if (map == null) {
            return true;
        }
        long expiry = Metadata.of(map).expiry();
        return expiry > 0 && expiry <= time;
    }

    /** Ends a session for good. */
    void end(String id) {
        if (SessionKeys.isId(id)) {
            maps.revoke(keys.key(id));
        }
    }

    /** Creates the map of a session. */
    void create(String id, HoldallSessionData session) throws Exception {
        MapEnd end = ends.of(session);
        Map<String, byte[]> fields = new HashMap<>(session.unreadable());
        fields.putAll(Metadata.of(session, end.at()).fields());
        for (String name : session.getKeys()) {
            Object value = session.getAttribute(name);
            if (value != null) {
                fields.put(FieldNames.ofAttribute(name), serializer.serialize(name, value));
            }
        }
        session.read(maps.create(keys.key(id), fields, end.ttl()));
    }

    /**
     * Changes the map of a session.
     *
     * @return false if it is known that there is none any more; if the session was ended since it was read, this may be
     *     true, and the change has no effect all the same
     */
    boolean change(String id, HoldallSessionData session) throws Exception {
        SessionMap known = session.takeSeen();
        SessionMap seen = known == null ? find(id) : known;
        if (seen == null) {
            return false;
        }
        MapEnd end = ends.of(session);
        long current = Metadata.of(seen).end();
        boolean moves = end.differsFrom(current);
        if (moves && !maps.changeTTL(keys.key(id), end.ttl())) {
            return false;
        }
        Metadata metadata = Metadata.of(session, moves ? end.at() : current);
        SessionMap next = maps.change(seen, changes(session, seen, metadata));
        if (known == null) {
            session.read(next);
        }
        session.changedTo(next);
        return true;
    }

    private FieldChanges changes(HoldallSessionData session, SessionMap seen, Metadata metadata) throws Exception {
        FieldChanges.Builder changes = FieldChanges.builder();
        metadata.fields().forEach((field, bytes) -> {
            if (!Arrays.equals(bytes, seen.field(field).orElse(null))) {
                changes.put(field, bytes);
            }
        });
        for (String name : session.changed()) {
            change(changes, name, session.getAttribute(name), seen);
        }
        return changes.build();
    }

    private void change(FieldChanges.Builder changes, String name, @Nullable Object value, SessionMap seen)
            throws Exception {
        String field = FieldNames.ofAttribute(name);
        if (value != null) {
            changes.put(field, serializer.serialize(name, value));
        } else if (seen.version(field).isPresent()) {
            // A removal of what isn't there would be remembered for as long as the map lives.
            changes.remove(field);
        }
    }
}
