package dev.holdall.redis.faults;

import static dev.holdall.redis.Stores.bytes;

import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The verbs that store an entry or change one; see {@link Logout} for those that remove one. */
enum Write {
    SET,
    SET_ALL,
    UPDATE,
    ADD,
    COMPARE_AND_SET,
    MERGE,
    GET_OR_COMPUTE,
    CHANGE_TTL,
    CHANGE_TTL_ALL,
    INCREMENT;

    /** The value that these verbs store, unless they only change the TTL. */
    static final String VALUE = "1";

    /** Tells whether the verb does nothing if there is an entry. */
    boolean needsAbsentKey() {
        return this == ADD || this == GET_OR_COMPUTE;
    }

    boolean storesAValue() {
        return this != CHANGE_TTL && this != CHANGE_TTL_ALL;
    }

    void on(SessionStore store, String key, Version seen) {
        switch (this) {
            case SET -> store.set(key, bytes(VALUE));
            case SET_ALL -> store.setAll(Map.of(key, bytes(VALUE)));
            case UPDATE -> store.update(key, seen, bytes(VALUE));
            case ADD -> store.add(key, bytes(VALUE));
            case COMPARE_AND_SET -> store.compareAndSet(key, seen, bytes(VALUE));
            case MERGE -> store.merge(key, found -> Optional.of(bytes(VALUE)), Ttl.storeDefault());
            case GET_OR_COMPUTE -> store.getOrCompute(key, Ttl.storeDefault(), () -> bytes(VALUE));
            case CHANGE_TTL -> store.changeTTL(key, Ttl.never());
            case CHANGE_TTL_ALL -> store.changeTTLAll(List.of(key), Ttl.never());
            case INCREMENT -> store.increment(key, 1, 1, Ttl.never());
        }
    }
}
