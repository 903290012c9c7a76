package dev.holdall.benchmarks.cassandra;

import dev.holdall.AsyncSessionStore;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import dev.holdall.benchmarks.Workload;
import java.util.List;

/** The local verbs, of the store and of the driver alone, each on both faces. */
final class Verbs {

    static final String BLOCKING = "blocking";
    static final String ASYNC = "async";
    static final List<String> FACES = List.of(BLOCKING, ASYNC);
    static final List<String> ALL = List.of("get", "set", "changeTTL");

    private static final Ttl TTL = Ttl.of(Workload.TTL);

    private Verbs() {}

    static Load ofStore(SessionStore store, String verb, String face, RandomKeys keys) {
        AsyncSessionStore async = store.async();
        boolean blocking = face.equals(BLOCKING);
        return switch (verb) {
            case "get" -> blocking ? new BlockingLoad(keys, store::get) : new AsyncLoad(keys, async::get);
            case "set" ->
                blocking
                        ? new BlockingLoad(keys, key -> store.set(key, Workload.newValue(), TTL))
                        : new AsyncLoad(keys, key -> async.set(key, Workload.newValue(), TTL));
            case "changeTTL" ->
                blocking
                        ? new BlockingLoad(keys, key -> store.changeTTL(key, TTL))
                        : new AsyncLoad(keys, key -> async.changeTTL(key, TTL));
            default -> throw new IllegalArgumentException(verb);
        };
    }

    static Load ofDriver(RawDriver driver, String verb, String face, RandomKeys keys) {
        boolean blocking = face.equals(BLOCKING);
        return switch (verb) {
            case "get" -> blocking ? new BlockingLoad(keys, driver::get) : new AsyncLoad(keys, driver::getAsync);
            case "set" ->
                blocking
                        ? new BlockingLoad(keys, key -> driver.set(key, Workload.newValue()))
                        : new AsyncLoad(keys, key -> driver.setAsync(key, Workload.newValue()));
            case "changeTTL" ->
                blocking ? new BlockingLoad(keys, driver::changeTtl) : new AsyncLoad(keys, driver::changeTtlAsync);
            default -> throw new IllegalArgumentException(verb);
        };
    }
}
