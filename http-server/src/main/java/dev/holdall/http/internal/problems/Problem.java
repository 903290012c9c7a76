package dev.holdall.http.internal.problems;

import dev.holdall.Outcome;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a request, or with the store.
 *
 * @param status the status of the answer
 * @param detail sentences for whoever reads the answer; no value, no credential, nothing about the servers
 * @param outcome what the request did to the store; null where it didn't come to the store
 * @param allow the methods of the resource; null unless the method was wrong
 */
public record Problem(
        ProblemType type,
        int status,
        String detail,
        @Nullable Outcome outcome,
        @Nullable String allow) {

    /** How many seconds a client should wait before it tries again. */
    public static final int RETRY_AFTER_SECONDS = 1;

    /** Makes a problem of a request that didn't come to the store. */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, type.status(), detail, null, null);
    }

    /** Makes the problem of a method that a resource doesn't have. */
    public static Problem wrongMethod(String allow) {
        return new Problem(
                ProblemType.METHOD_NOT_ALLOWED, 405, "The resource has these methods: " + allow + ".", null, allow);
    }

    /** Makes the problem of a failed call of the store. */
    static Problem failure(ProblemType type, String detail, Outcome outcome) {
        return new Problem(type, type.status(), detail, outcome, null);
    }

    /** Returns the exception with which code that parses a request reports this problem. */
    public ProblemException exception() {
        return new ProblemException(this);
    }

    /** Tells whether another try makes sense a moment later. */
    public boolean isPassing() {
        return status == 503 || status == 504;
    }

    /** Returns the document in JSON, with the request's identifier so that both sides can look it up in their logs. */
    public byte[] json(String requestId) {
        return Json.object(json -> {
            json.writeStringProperty("type", type.uri())
                    .writeStringProperty("title", type.title())
                    .writeNumberProperty("status", status)
                    .writeStringProperty("detail", detail);
            if (outcome != null) {
                json.writeStringProperty(
                        "outcome", outcome.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            }
            json.writeStringProperty("requestId", requestId);
        });
    }
}
