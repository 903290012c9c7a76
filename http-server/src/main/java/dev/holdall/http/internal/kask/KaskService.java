package dev.holdall.http.internal.kask;

import dev.holdall.AsyncSessionStore;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemException;
import dev.holdall.http.internal.problems.ProblemType;
import dev.holdall.http.internal.settings.Verb;
import dev.holdall.http.internal.web.Answer;
import dev.holdall.http.internal.web.Exchange;
import dev.holdall.http.internal.web.RawPath;
import dev.holdall.http.internal.web.Service;
import java.util.Locale;

/**
 * Does what Kask does, wherever its clients can see it: one store, keys that are one segment of the path, the TTL of
 * the configuration, four kinds of errors.
 */
public final class KaskService implements Service {

    private static final String ERRORS = "https://www.mediawiki.org/wiki/Kask/errors/";

    private final String base;
    private final String name;
    private final AsyncSessionStore store;

    /** Makes Kask's interface of a store. */
    public KaskService(String basePath, String name, AsyncSessionStore store) {
        this.base = basePath + "/";
        this.name = name;
        this.store = store;
    }

    @Override
    public void serve(Exchange exchange) {
        String path = exchange.rawPath();
        if (path.equals(base.substring(0, base.length() - 1))) {
            exchange.answer(Answer.of(301).header("Location", base));
            return;
        }
        if (!path.startsWith(base)) {
            exchange.answer(Answer.of(404)
                    .header("X-Content-Type-Options", "nosniff")
                    .body("text/plain; charset=utf-8", "404 page not found\n")
                    .problem(ProblemType.NO_SUCH_RESOURCE.label()));
            return;
        }
        exchange.authenticate();
        if (!exchange.query().isEmpty()) {
            throw badRequest("Kask takes no query.");
        }
        String key = RawPath.decoded(path.substring(base.length()));
        if (key.isEmpty() || key.indexOf('/') >= 0) {
            throw Problem.of(ProblemType.NO_SUCH_RESOURCE, "A key is one segment of the path.")
                    .exception();
        }
        exchange.key(key);
        serve(key, exchange);
    }

    private void serve(String key, Exchange exchange) {
        switch (exchange.method()) {
            case "GET" -> get(key, exchange);
            case "POST" -> post(key, exchange);
            case "DELETE" -> delete(key, exchange);
            default -> throw badRequest("Kask has no such method.");
        }
    }

    private void get(String key, Exchange exchange) {
        exchange.require(name, Verb.GET);
        exchange.when(
                store.get(key),
                value -> Answer.of(200)
                        .body(
                                "application/octet-stream",
                                value.orElseThrow(() -> Problem.of(ProblemType.ABSENT, "The key has no entry.")
                                        .exception())));
    }

    private void post(String key, Exchange exchange) {
        exchange.require(name, Verb.SET);
        exchange.body(store.traits().maxValueBytes(), value -> {
            if (value.length == 0) {
                throw badRequest("Kask stores no empty value.");
            }
            exchange.when(store.set(key, value), version -> Answer.of(201));
        });
    }

    private void delete(String key, Exchange exchange) {
        exchange.require(name, Verb.DELETE);
        exchange.when(store.delete(key), reach -> Answer.of(204));
    }

    private static ProblemException badRequest(String detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, detail).exception();
    }

    @Override
    public Answer answer(Problem problem, Exchange exchange) {
        KaskError error = KaskError.of(problem.status());
        String json = KaskJson.object(
                "type",
                ERRORS + error.name,
                "title",
                error.title,
                "detail",
                error.detail,
                "instance",
                instance(exchange.rawPath()));
        Answer answer = error == KaskError.NOT_AUTHORIZED
                ? Answer.of(error.status).header("WWW-Authenticate", "Bearer")
                : Answer.of(error.status);
        return answer.header("X-Content-Type-Options", "nosniff")
                .body("application/json", json + "\n")
                .problem(problem.type().label());
    }

    /** Kask answers with the path, each percent sign of it decoded. */
    private static String instance(String rawPath) {
        StringBuilder path = new StringBuilder();
        String separator = "";
        for (String segment : rawPath.split("/", -1)) {
            path.append(separator).append(decodedIfValid(segment));
            separator = "/";
        }
        return path.toString();
    }

    private static String decodedIfValid(String segment) {
        try {
            return segment.isEmpty() ? segment : RawPath.decoded(segment);
        } catch (ProblemException e) {
            return segment;
        }
    }

    /** The four kinds of errors that Kask has. */
    private enum KaskError {
        BAD_REQUEST(400, "Bad request", "The request was incorrect or malformed"),
        NOT_AUTHORIZED(401, "Not authorized", "Unable to authorize request"),
        NOT_FOUND(404, "Not found", "The value you requested was not found"),
        SERVER_ERROR(500, "Internal server error", "The server encountered an error with your request");

        private final int status;
        private final String title;
        private final String detail;
        private final String name = name().toLowerCase(Locale.ROOT);

        KaskError(int status, String title, String detail) {
            this.status = status;
            this.title = title;
            this.detail = detail;
        }

        static KaskError of(int status) {
            return switch (status) {
                case 401, 403 -> NOT_AUTHORIZED;
                case 404 -> NOT_FOUND;
                default -> status >= 500 ? SERVER_ERROR : BAD_REQUEST;
            };
        }
    }
}
