package dev.holdall.benchmarks.rounds;

import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;
import java.util.List;

/** Loads of the verbs that need no other data centre, of a store and of a client library alone, on both faces. */
public final class Verbs {

    /** The blocking face, which returns when a call has ended. */
    public static final String BLOCKING = "blocking";

    /** The asynchronous face, which returns at once. */
    public static final String ASYNC = "async";

    /** Both faces. */
    public static final List<String> FACES = List.of(BLOCKING, ASYNC);

    /** The verbs, each of which takes one key. */
    public static final List<String> ALL = List.of("get", "set", "changeTTL");

    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private Verbs() {}

    /**
     * Creates a load of a store's verb.
     *
     * @param store the store
     * @param verb one of {@link #ALL}
     * @param face one of {@link #FACES}
     * @param keys the keys of the calls
     * @return the load
     */
    public static Load ofStore(SessionStore store, String verb, String face, RandomKeys<String> keys) {
        AsyncSessionStore async = store.async();
        boolean blocking = face.equals(BLOCKING);
        return switch (verb) {
            case "get" -> blocking ? new BlockingLoad<>(keys, store::get) : new AsyncLoad<>(keys, async::get);
            case "set" ->
                blocking
                        ? new BlockingLoad<>(keys, key -> store.set(key, Workload.newValue(), TTL))
                        : new AsyncLoad<>(keys, key -> async.set(key, Workload.newValue(), TTL));
            case "changeTTL" ->
                blocking
                        ? new BlockingLoad<>(keys, key -> store.changeTTL(key, TTL))
                        : new AsyncLoad<>(keys, key -> async.changeTTL(key, TTL));
            default -> throw new IllegalArgumentException(verb);
        };
    }

    /**
     * Creates a load of the same verb with a client library alone.
     *
     * @param client the client library
     * @param verb one of {@link #ALL}
     * @param face one of {@link #FACES}
     * @param keys the keys of the calls
     * @return the load
     */
    public static Load ofRaw(RawClient client, String verb, String face, RandomKeys<String> keys) {
        boolean blocking = face.equals(BLOCKING);
        return switch (verb) {
            case "get" -> blocking ? new BlockingLoad<>(keys, client::get) : new AsyncLoad<>(keys, client::getAsync);
            case "set" -> blocking ? new BlockingLoad<>(keys, client::set) : new AsyncLoad<>(keys, client::setAsync);
            case "changeTTL" ->
                blocking ? new BlockingLoad<>(keys, client::changeTTL) : new AsyncLoad<>(keys, client::changeTTLAsync);
            default -> throw new IllegalArgumentException(verb);
        };
    }
}
