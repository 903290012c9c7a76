package dev.holdall.http.internal.web;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request is answered with. Not thread-safe; nobody changes it once it is sent. */
public final class Answer {

    private final int status;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private byte @Nullable [] body;
    private String problem = "";

    private Answer(int status) {
        this.status = status;
    }

    /** Makes an answer without a body. */
    public static Answer of(int status) {
        return new Answer(status);
    }

    /** Adds a header. */
    public Answer header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** Sets the body; the array isn't copied. */
    public Answer body(String contentType, byte[] content) {
        headers.put("Content-Type", contentType);
        body = content;
        return this;
    }

    /** Sets the body to a text. */
    public Answer body(String contentType, String content) {
        return body(contentType, content.getBytes(StandardCharsets.UTF_8));
    }

    /** Says, for the metrics and the log, which type of problem this is. */
    public Answer problem(String label) {
        problem = label;
        return this;
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte @Nullable [] body() {
        return body;
    }

    String problem() {
        return problem;
    }
}
