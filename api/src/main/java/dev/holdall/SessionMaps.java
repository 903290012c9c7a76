package dev.holdall;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Maps under the keys of a store: each key has at most one map, of named fields of opaque bytes. Each field can be
 * changed by itself, so two requests, or two data centres, that change different fields both keep their change.
 *
 * <p>{@link SessionStore#maps()} gives access to the maps. They share the store's backend, options, observers and life;
 * closing the store closes them. A map, an entry ({@link SessionStore#set}) and a lock under one key are independent of
 * each other.
 *
 * <p><b>A map is created as a whole, and ends as a whole.</b> {@link #create} replaces whatever map the key has. A
 * {@link #change} is based on a map that was read or created. It has no effect once that map was deleted, revoked,
 * replaced by another {@code create}, or has ended, in every data centre and whichever arrives first. So a stale
 * request brings back neither a map nor a part of one. {@link #changeTTL} moves the end of a map with all of its
 * fields, and no other call moves it.
 *
 * <p><b>Each field is a register of its own.</b> Of several changes of one field one stays, the same one everywhere. A
 * removal wins over the changes of those who have not seen it, up to some 30 of them that follow each other in a data
 * centre which it has not reached.
 *
 * <p><b>Bounds.</b> Keys are as in {@link SessionStore}. A field name has 1 to {@link #MAX_NAME_BYTES} bytes as UTF-8,
 * and no control character or unpaired surrogate. The names and values of a map have together at most
 * {@link Traits#maxValueBytes()} bytes. A map has at most {@link #MAX_FIELDS} names, those of fields that were removed
 * or have ended included, because these are remembered for as long as the map lives. What exceeds a bound is refused
 * with an {@link IllegalArgumentException} before any I/O, as far as the map that was read shows it: concurrent changes
 * that add fields can exceed the bounds of a map together.
 *
 * <p><b>Failures</b> are those of {@link SessionStore}, and a failure is never reported as an absence. This interface
 * is thread-safe. Applications don't implement it, because methods may be added to it. (Contract: MAP-01 to MAP-19.)
 */
public interface SessionMaps {

    /** The most names that the fields of one map have. */
    int MAX_FIELDS = 4_096;

    /** The most bytes that a field name has as UTF-8. */
    int MAX_NAME_BYTES = 255;

    /** How many changes may follow each other, each based on what the change before it returned, without a read. */
    int MAX_CHANGES_IN_A_ROW = 30;

    /**
     * Reads a map with all of its fields from the local data centre.
     *
     * @param key the key
     * @return the map; empty if the key has none
     */
    default Optional<SessionMap> get(String key) {
        return get(key, Read.LOCAL);
    }

    /**
     * Reads a map with all of its fields. (Contract: MAP-02.)
     *
     * @param key the key
     * @param read how fresh the map has to be
     * @return the map; empty if the key has none
     */
    Optional<SessionMap> get(String key, Read read);

    /**
     * Reads some fields of a map from the local data centre.
     *
     * @param key the key
     * @param names the names of the fields; none, to read only whether there is a map
     * @return the map with those of the fields that it has; empty if the key has no map
     */
    default Optional<SessionMap> get(String key, Collection<String> names) {
        return get(key, names, Read.LOCAL);
    }

    /**
     * Reads some fields of a map. A {@link #change} that is based on it may change these fields alone. (Contract:
     * MAP-03.)
     *
     * @param key the key
     * @param names the names of the fields; none, to read only whether there is a map
     * @param read how fresh the map has to be
     * @return the map with those of the fields that it has; empty if the key has no map
     */
    Optional<SessionMap> get(String key, Collection<String> names, Read read);

    /**
     * Creates a map with the store's default TTL.
     *
     * @param key the key
     * @param fields the bytes by field name; copied
     * @return the map, to base a change on
     */
    default SessionMap create(String key, Map<String, byte[]> fields) {
        return create(key, fields, Ttl.storeDefault());
    }

    /**
     * Creates a map, as a login does. It replaces the map that the key has, with all of its fields, and relates to
     * other writes as {@link SessionStore#set} does: of several maps that are created under one key one stays, with its
     * own fields and no others. On a revoked key it has no effect, and doesn't fail. (Contract: MAP-02, MAP-09.)
     *
     * @param key the key
     * @param fields the bytes by field name; copied; may be empty
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return the map, to base a change on; on a revoked key, the map that would have been stored
     */
    SessionMap create(String key, Map<String, byte[]> fields, Ttl ttl);

    /**
     * Puts and removes fields of a map, all in one request to the backend. Fields that the changes don't name stay as
     * they are, and so does the end of the map.
     *
     * <p>The change has no effect if the map was deleted, revoked or replaced since it was read, or if it has ended.
     * For each field by itself, it loses to a change that another caller made after having seen this one, and to a
     * removal that it has not seen. The change doesn't tell what has won, because nobody can know that without
     * coordination between data centres.
     *
     * <p>A map that was read once may be changed several times: each change is based on what the last one returned, up
     * to {@link #MAX_CHANGES_IN_A_ROW} times. Two changes that are based on the same map compete with each other if
     * they change the same field. (Contract: MAP-04 to MAP-11.)
     *
     * @param seen the map that the change is based on: one that was read or created, or that the last change returned
     * @param changes the fields to put and to remove
     * @return the map to base the next change on, as it is if this change had its effect
     * @throws IllegalArgumentException also if the changes name a field that the read of {@code seen} did not ask for,
     *     or if {@code seen} comes from {@link #MAX_CHANGES_IN_A_ROW} changes without a read
     */
    SessionMap change(SessionMap seen, FieldChanges changes);

    /**
     * Gives a map another TTL, with all of its fields, and loses to every other write. The values aren't sent.
     * (Contract: MAP-12.)
     *
     * @param key the key
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return true if the key has a map; false if it has none
     */
    boolean changeTTL(String key, Ttl ttl);

    /**
     * Deletes a map with all of its fields. A later {@link #create} may use the key again. (Contract: MAP-07.)
     *
     * @param key the key
     * @return how far the deletion had come when it was acknowledged, whether or not there was a map
     */
    Reach delete(String key);

    /**
     * Revokes the map of a key, as a logout does: until the revocation horizon ({@code revocation-horizon}) has passed,
     * no call of any process, with any clock, stores a map under the key. Entries under the key aren't affected.
     * (Contract: MAP-08.)
     *
     * @param key the key
     * @return how far the revocation had come when it was acknowledged, whether or not there was a map
     */
    Reach revoke(String key);

    /**
     * Returns the asynchronous face of these maps.
     *
     * @return the asynchronous face, always the same
     */
    AsyncSessionMaps async();
}
