package dev.holdall.tck;

import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.Version;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The verbs by their names, for rules that hold of each of them. */
final class Verbs {

    private static final Version SEEN = new Version(1);

    private Verbs() {}

    /** A verb, which uses the arguments that it has. */
    interface Verb {
        void call(SessionStore store, String key, byte[] value, Ttl ttl);
    }

    /** Those that are given a value to write. */
    static Map<String, Verb> givenValue() {
        return Map.of(
                "set", SessionStore::set,
                "update", (store, key, value, ttl) -> store.update(key, SEEN, value, ttl),
                "add", SessionStore::add,
                "compareAndSet", (store, key, value, ttl) -> store.compareAndSet(key, SEEN, value, ttl),
                "setAll", (store, key, value, ttl) -> store.setAll(Collections.singletonMap(key, value), ttl));
    }

    /** Those that are given a TTL. */
    static Map<String, Verb> givenTtl() {
        Map<String, Verb> verbs = new LinkedHashMap<>(givenValue());
        verbs.put("merge", (store, key, value, ttl) -> store.merge(key, found -> Optional.of(value), ttl));
        verbs.put("getOrCompute", (store, key, value, ttl) -> store.getOrCompute(key, ttl, () -> value));
        verbs.put("changeTTL", (store, key, value, ttl) -> store.changeTTL(key, ttl));
        verbs.put("changeTTLAll", (store, key, value, ttl) -> store.changeTTLAll(Collections.singletonList(key), ttl));
        verbs.put("increment", (store, key, value, ttl) -> store.increment(key, 1, 1, ttl));
        return verbs;
    }

    /** Those that are given a key: all. */
    static Map<String, Verb> givenKey() {
        Map<String, Verb> verbs = new LinkedHashMap<>(givenTtl());
        verbs.put("get", (store, key, value, ttl) -> store.get(key));
        verbs.put("getEntry", (store, key, value, ttl) -> store.getEntry(key));
        verbs.put("delete", (store, key, value, ttl) -> store.delete(key));
        verbs.put("revoke", (store, key, value, ttl) -> store.revoke(key));
        verbs.put("getAll", (store, key, value, ttl) -> store.getAll(Collections.singletonList(key)));
        verbs.put("deleteAll", (store, key, value, ttl) -> store.deleteAll(Collections.singletonList(key)));
        return verbs;
    }

    /** Calls each with a key of its own, and tells the key of each. */
    static Map<String, String> onKeys(Map<String, Consumer<String>> calls, Supplier<String> newKey) {
        Map<String, String> keys = new LinkedHashMap<>();
        calls.forEach((name, call) -> {
            String key = newKey.get();
            call.accept(key);
            keys.put(name, key);
        });
        return keys;
    }

    /** A null where none may be, as callers without a nullness checker write it. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    static <T> T nothing() {
        return null;
    }
}
