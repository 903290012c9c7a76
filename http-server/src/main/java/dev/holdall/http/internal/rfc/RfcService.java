package dev.holdall.http.internal.rfc;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Read;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemException;
import dev.holdall.http.internal.problems.ProblemType;
import dev.holdall.http.internal.settings.Verb;
import dev.holdall.http.internal.web.Answer;
import dev.holdall.http.internal.web.Exchange;
import dev.holdall.http.internal.web.RawPath;
import dev.holdall.http.internal.web.Service;
import java.util.List;
import java.util.Map;

/** The interface of this library over HTTP: {@code docs/http.md} describes it. */
public final class RfcService implements Service {

    private static final int BYTES_PER_KEY = 4 << 10;

    private final String basePath;
    private final Map<String, AsyncSessionStore> stores;

    /** Makes the interface of these stores, by their names. */
    public RfcService(String basePath, Map<String, AsyncSessionStore> stores) {
        this.basePath = basePath;
        this.stores = Map.copyOf(stores);
    }

    @Override
    public void serve(Exchange exchange) {
        List<String> segments = RawPath.segments(exchange.rawPath(), basePath);
        if (segments == null || segments.size() > 3) {
            throw noSuchResource();
        }
        exchange.authenticate();
        if (!exchange.query().isEmpty()) {
            throw Problem.of(ProblemType.INVALID_REQUEST, "A request takes no query; a ? in a key is %3F.")
                    .exception();
        }
        String name = RawPath.decoded(segments.get(0));
        AsyncSessionStore store = stores.get(name);
        if (store == null) {
            throw noSuchResource();
        }
        if (segments.size() == 1) {
            bulk(store, name, exchange);
        } else {
            entry(store, name, segments, exchange);
        }
    }

    private static void entry(AsyncSessionStore store, String name, List<String> segments, Exchange exchange) {
        String key = RawPath.decoded(segments.get(1));
        exchange.key(key);
        EntryResource entry = new EntryResource(store, name, key, exchange);
        switch (segments.size() == 2 ? "" : segments.get(2)) {
            case "ttl" -> entry.serveTtl();
            case "revocation" -> entry.serveRevocation();
            default -> {
                if (segments.size() > 2) {
                    throw noSuchResource();
                }
                entry.serve();
            }
        }
    }

    private static void bulk(AsyncSessionStore store, String name, Exchange exchange) {
        if (!exchange.method().equals("POST")) {
            throw Problem.wrongMethod("POST").exception();
        }
        exchange.require(name, Verb.GET);
        Read read = CacheControl.read(exchange.headers("Cache-Control"));
        int maxKeys = exchange.maxBulkKeys();
        exchange.body((maxKeys + 1) * BYTES_PER_KEY, body -> {
            List<String> keys = KeyList.parse(body, maxKeys);
            exchange.whenLarge(store.getAll(keys, read), Answers::values);
        });
    }

    private static ProblemException noSuchResource() {
        return Problem.of(ProblemType.NO_SUCH_RESOURCE, "There is no such path here, or no such store.")
                .exception();
    }

    @Override
    public Answer answer(Problem problem, Exchange exchange) {
        return Answers.problem(problem, exchange);
    }
}
