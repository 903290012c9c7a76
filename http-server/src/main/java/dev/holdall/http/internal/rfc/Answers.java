package dev.holdall.http.internal.rfc;

import dev.holdall.Entry;
import dev.holdall.Reach;
import dev.holdall.Version;
import dev.holdall.http.internal.problems.Json;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemType;
import dev.holdall.http.internal.web.Answer;
import dev.holdall.http.internal.web.Exchange;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Makes the answers of this interface. */
final class Answers {

    static final String REMAINING_TTL = "Holdall-Remaining-TTL";
    static final String REACH = "Holdall-Reach";

    private Answers() {}

    static Answer entry(Entry entry) {
        return tagged(200, entry.version(), entry).body("application/octet-stream", entry.value());
    }

    static Answer notModified(Entry entry) {
        return tagged(304, entry.version(), entry);
    }

    private static Answer tagged(int status, Version version, Entry entry) {
        Answer answer = of(status).header("ETag", EntityTags.of(version));
        entry.expiry().ifPresent(expiry -> answer.header(REMAINING_TTL, Long.toString(seconds(expiry))));
        return answer;
    }

    /** Rounds down, so that nobody relies on an entry for longer than it lives. */
    private static long seconds(Instant expiry) {
        return Math.max(0, Duration.between(Instant.now(), expiry).toSeconds());
    }

    static Answer written(Version version) {
        return of(201).header("ETag", EntityTags.of(version)).body("application/octet-stream", new byte[0]);
    }

    static Answer done() {
        return of(204);
    }

    static Answer reached(Reach reach) {
        return of(204).header(REACH, reach.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    static Answer values(Map<String, byte[]> values) {
        return of(200).body("application/json", Json.object(json -> {
            json.writeArrayPropertyStart("entries");
            values.forEach((key, value) -> json.writeStartObject()
                    .writeStringProperty("key", key)
                    .writeBinaryProperty("value", value)
                    .writeEndObject());
            json.writeEndArray();
        }));
    }

    static Answer problem(Problem problem, Exchange exchange) {
        Answer answer = of(problem.status())
                .body("application/problem+json", problem.json(exchange.requestId()))
                .problem(problem.type().label());
        if (problem.isPassing()) {
            answer.header("Retry-After", Integer.toString(Problem.RETRY_AFTER_SECONDS));
        }
        if (problem.type() == ProblemType.UNAUTHENTICATED) {
            answer.header("WWW-Authenticate", "Bearer");
        }
        String allow = problem.allow();
        return allow == null ? answer : answer.header("Allow", allow);
    }

    /** No intermediary may keep any answer, nor may a browser guess what stored bytes are. */
    private static Answer of(int status) {
        return Answer.of(status).header("Cache-Control", "no-store").header("X-Content-Type-Options", "nosniff");
    }
}
