package dev.holdall.http.internal.rfc;

import dev.holdall.AsyncSessionStore;
import dev.holdall.Entry;
import dev.holdall.Read;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemException;
import dev.holdall.http.internal.problems.ProblemType;
import dev.holdall.http.internal.settings.Verb;
import dev.holdall.http.internal.web.Answer;
import dev.holdall.http.internal.web.Exchange;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An entry of a store: {@code /store/key}. */
final class EntryResource {

    private static final String METHODS = "GET, HEAD, POST, PUT, DELETE";
    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";
    private static final String CACHE_CONTROL = "Cache-Control";

    /** A write whose value is still to come. */
    @FunctionalInterface
    private interface Write {
        CompletionStage<Answer> begin(byte[] value);
    }

    private final AsyncSessionStore store;
    private final String name;
    private final String key;
    private final Exchange exchange;

    EntryResource(AsyncSessionStore store, String name, String key, Exchange exchange) {
        this.store = store;
        this.name = name;
        this.key = key;
        this.exchange = exchange;
    }

    void serve() {
        switch (exchange.method()) {
            case "GET", "HEAD" -> get();
            case "POST" -> post();
            case "PUT" -> put();
            case "DELETE" -> delete();
            default -> throw Problem.wrongMethod(METHODS).exception();
        }
    }

    private void get() {
        exchange.require(name, Verb.GET);
        EntityTags match = EntityTags.parse(exchange.headers(IF_MATCH));
        EntityTags noneMatch = EntityTags.parse(exchange.headers(IF_NONE_MATCH));
        Read read = CacheControl.read(exchange.headers(CACHE_CONTROL));
        exchange.when(store.getEntry(key, read), found -> read(found, match, noneMatch));
    }

    private static Answer read(Optional<Entry> found, @Nullable EntityTags match, @Nullable EntityTags noneMatch) {
        if (match != null && !found.map(Entry::version).filter(match::matches).isPresent()) {
            throw preconditionFailed("If-Match has no tag of the entry, or there is no entry.");
        }
        Entry entry = found.orElseThrow(EntryResource::absent);
        boolean isKnown = noneMatch != null && noneMatch.matchesWeakly(entry.version());
        return isKnown ? Answers.notModified(entry) : Answers.entry(entry);
    }

    private void post() {
        EntityTags match = EntityTags.parse(exchange.headers(IF_MATCH));
        EntityTags noneMatch = EntityTags.parse(exchange.headers(IF_NONE_MATCH));
        Ttl ttl = CacheControl.ttl(exchange.headers(CACHE_CONTROL));
        if (match != null && noneMatch != null) {
            throw invalid("A write has one condition: If-Match or If-None-Match.");
        }
        if (noneMatch != null) {
            add(noneMatch, ttl);
        } else if (match != null) {
            replace(match, ttl);
        } else {
            exchange.require(name, Verb.SET);
            write(value -> store.set(key, value, ttl).thenApply(Answers::written));
        }
    }

    private void put() {
        if (!exchange.headers(IF_MATCH).isEmpty()) {
            throw invalid("PUT writes only where there is no entry, so it takes no If-Match; use POST.");
        }
        EntityTags noneMatch = EntityTags.parse(exchange.headers(IF_NONE_MATCH));
        Ttl ttl = CacheControl.ttl(exchange.headers(CACHE_CONTROL));
        if (noneMatch != null) {
            add(noneMatch, ttl);
            return;
        }
        exchange.require(name, Verb.ADD);
        Problem present = Problem.of(ProblemType.PRESENT, "Nothing was changed.");
        write(value -> store.add(key, value, ttl).thenApply(writtenOr(present.exception())));
    }

    private void add(EntityTags noneMatch, Ttl ttl) {
        if (!noneMatch.isAny()) {
            throw invalid("A write takes If-None-Match: * only.");
        }
        exchange.require(name, Verb.ADD);
        ProblemException present = preconditionFailed("The key has an entry, or is revoked. Nothing was changed.");
        write(value -> store.add(key, value, ttl).thenApply(writtenOr(present)));
    }

    private void replace(EntityTags match, Ttl ttl) {
        exchange.require(name, Verb.COMPARE_AND_SET);
        Version seen = match.onlyVersion();
        ProblemException other = preconditionFailed(
                "The key has an entry of another version, has none, or is revoked. Nothing was changed.");
        if (seen == null) {
            throw other;
        }
        write(value -> store.compareAndSet(key, seen, value, ttl).thenApply(writtenOr(other)));
    }

    private static Function<Optional<Version>, Answer> writtenOr(ProblemException otherwise) {
        return version -> Answers.written(version.orElseThrow(() -> otherwise));
    }

    private void write(Write write) {
        for (String encoding : exchange.headers("Content-Encoding")) {
            if (!encoding.equalsIgnoreCase("identity")) {
                throw Problem.of(
                                ProblemType.UNSUPPORTED_ENCODING,
                                "The encoding isn't stored with the value; send the value without Content-Encoding.")
                        .exception();
            }
        }
        if (!exchange.headers("Content-Range").isEmpty()) {
            throw invalid("A value is written as a whole, so a write takes no Content-Range.");
        }
        exchange.body(store.traits().maxValueBytes(), value -> exchange.when(write.begin(value), answer -> answer));
    }

    private void delete() {
        exchange.require(name, Verb.DELETE);
        requireNoCondition(exchange);
        exchange.when(store.delete(key), Answers::reached);
    }

    /** Serves {@code /store/key/ttl}. */
    void serveTtl() {
        if (!exchange.method().equals("PUT")) {
            throw Problem.wrongMethod("PUT").exception();
        }
        exchange.require(name, Verb.CHANGE_TTL);
        requireNoCondition(exchange);
        Ttl ttl = CacheControl.ttl(exchange.headers(CACHE_CONTROL));
        exchange.when(store.changeTTL(key, ttl), found -> {
            if (!found) {
                throw absent();
            }
            return Answers.done();
        });
    }

    /** Serves {@code /store/key/revocation}. */
    void serveRevocation() {
        if (!exchange.method().equals("POST")) {
            throw Problem.wrongMethod("POST").exception();
        }
        exchange.require(name, Verb.REVOKE);
        requireNoCondition(exchange);
        exchange.when(store.revoke(key), Answers::reached);
    }

    /** A condition that is ignored would be worse than one that is refused. */
    private static void requireNoCondition(Exchange exchange) {
        for (String header : List.of(IF_MATCH, IF_NONE_MATCH)) {
            if (!exchange.headers(header).isEmpty()) {
                throw invalid("This request takes no condition, because the store has no such verb.");
            }
        }
    }

    private static ProblemException absent() {
        return Problem.of(ProblemType.ABSENT, "It was never written, or was deleted or revoked, or has expired.")
                .exception();
    }

    private static ProblemException preconditionFailed(String detail) {
        return Problem.of(ProblemType.PRECONDITION_FAILED, detail).exception();
    }

    private static ProblemException invalid(String detail) {
        return Problem.of(ProblemType.INVALID_ARGUMENT, detail).exception();
    }
}
