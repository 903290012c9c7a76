package dev.holdall;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * {@link SessionMaps} that don't block: they have the same verbs with the same meaning, and each returns a stage. What
 * {@link AsyncSessionStore} says about stages, failures and threads holds here too.
 *
 * <p>This interface is thread-safe. Applications don't implement it, because methods may be added to it.
 */
public interface AsyncSessionMaps {

    /**
     * Does what {@link SessionMaps#get(String)} does, without blocking.
     *
     * @param key the key
     * @return a stage with the map; empty if the key has none
     */
    default CompletionStage<Optional<SessionMap>> get(String key) {
        return get(key, Read.LOCAL);
    }

    /**
     * Does what {@link SessionMaps#get(String, Read)} does, without blocking.
     *
     * @param key the key
     * @param read how fresh the map has to be
     * @return a stage with the map; empty if the key has none
     */
    CompletionStage<Optional<SessionMap>> get(String key, Read read);

    /**
     * Does what {@link SessionMaps#get(String, Collection)} does, without blocking.
     *
     * @param key the key
     * @param names the names of the fields; none, to read only whether there is a map
     * @return a stage with the map and those of the fields that it has; empty if the key has no map
     */
    default CompletionStage<Optional<SessionMap>> get(String key, Collection<String> names) {
        return get(key, names, Read.LOCAL);
    }

    /**
     * Does what {@link SessionMaps#get(String, Collection, Read)} does, without blocking.
     *
     * @param key the key
     * @param names the names of the fields; none, to read only whether there is a map
     * @param read how fresh the map has to be
     * @return a stage with the map and those of the fields that it has; empty if the key has no map
     */
    CompletionStage<Optional<SessionMap>> get(String key, Collection<String> names, Read read);

    /**
     * Does what {@link SessionMaps#create(String, Map)} does, without blocking.
     *
     * @param key the key
     * @param fields the bytes by field name; copied
     * @return a stage with the map, to base a change on
     */
    default CompletionStage<SessionMap> create(String key, Map<String, byte[]> fields) {
        return create(key, fields, Ttl.storeDefault());
    }

    /**
     * Does what {@link SessionMaps#create(String, Map, Ttl)} does, without blocking.
     *
     * @param key the key
     * @param fields the bytes by field name; copied; may be empty
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with the map, to base a change on
     */
    CompletionStage<SessionMap> create(String key, Map<String, byte[]> fields, Ttl ttl);

    /**
     * Does what {@link SessionMaps#change} does, without blocking.
     *
     * @param seen the map that the change is based on: one that was read or created, or that the last change returned
     * @param changes the fields to put and to remove
     * @return a stage with the map to base the next change on
     * @throws IllegalArgumentException also if the changes name a field that the read of {@code seen} did not ask for,
     *     or if {@code seen} comes from {@link SessionMaps#MAX_CHANGES_IN_A_ROW} changes without a read
     */
    CompletionStage<SessionMap> change(SessionMap seen, FieldChanges changes);

    /**
     * Does what {@link SessionMaps#changeTTL} does, without blocking.
     *
     * @param key the key
     * @param ttl counted from now; rounded up to {@link Traits#ttlResolution()}
     * @return a stage with true if the key has a map, and with false if it has none
     */
    CompletionStage<Boolean> changeTTL(String key, Ttl ttl);

    /**
     * Does what {@link SessionMaps#delete} does, without blocking.
     *
     * @param key the key
     * @return a stage with how far the deletion had come when it was acknowledged
     */
    CompletionStage<Reach> delete(String key);

    /**
     * Does what {@link SessionMaps#revoke} does, without blocking.
     *
     * @param key the key
     * @return a stage with how far the revocation had come when it was acknowledged
     */
    CompletionStage<Reach> revoke(String key);
}
