package dev.holdall.benchmarks.memory;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.typesafe.config.ConfigFactory;
import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;
import dev.holdall.config.SessionStores;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The contenders that are compared. Each one is filled with all entries before it is measured. */
enum Peers {

    /** Caffeine as one would use it for sessions. */
    RAW {
        @Override
        Function<String, @Nullable Object> call(MemoryVerb verb) {
            RawCaffeine caffeine = new RawCaffeine();
            return switch (verb) {
                case GET_HIT, GET_MISS -> caffeine::get;
                case SET -> caffeine::set;
                case CHANGE_TTL -> caffeine::changeTTL;
            };
        }
    },

    /**
     * Caffeine without any expiry. It is no session store: it shows what the lookup of a key and the copy of its value
     * cost.
     */
    PLAIN {
        @Override
        Function<String, @Nullable Object> call(MemoryVerb verb) {
            var cache = Caffeine.newBuilder().maximumSize(2L * Workload.KEYS).<String, byte[]>build();
            for (String key : Workload.present()) {
                cache.put(key, Workload.newValue().clone());
            }
            return key -> {
                byte[] value = cache.getIfPresent(key);
                return value == null ? null : value.clone();
            };
        }
    },

    /** The blocking face of the store. */
    BLOCKING {
        @Override
        Function<String, @Nullable Object> call(MemoryVerb verb) {
            SessionStore store = filledStore();
            return switch (verb) {
                case GET_HIT, GET_MISS -> store::get;
                case SET -> key -> store.set(key, Workload.newValue(), TTL);
                case CHANGE_TTL -> key -> store.changeTTL(key, TTL);
            };
        }
    },

    /** The asynchronous face of the store, whose stages are complete when they are returned. */
    ASYNC {
        @Override
        Function<String, @Nullable Object> call(MemoryVerb verb) {
            AsyncSessionStore store = filledStore().async();
            return switch (verb) {
                case GET_HIT, GET_MISS -> store::get;
                case SET -> key -> store.set(key, Workload.newValue(), TTL);
                case CHANGE_TTL -> key -> store.changeTTL(key, TTL);
            };
        }
    };

    private static final Ttl TTL = Ttl.of(Workload.TTL);

    /** Makes the contender, and returns one of its verbs: what it does for a key, and what that returns. */
    abstract Function<String, @Nullable Object> call(MemoryVerb verb);

    /** Returns the name in the tables. */
    String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Opens a store as an application does. It stays open until the process ends. */
    private static SessionStore filledStore() {
        SessionStore store = SessionStores.open(
                "sessions",
                ConfigFactory.parseString("holdall.stores.sessions { backend = memory, memory.max-size = 128 MiB }"));
        for (String key : Workload.present()) {
            store.set(key, Workload.newValue(), TTL);
        }
        return store;
    }
}
