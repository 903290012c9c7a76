package dev.holdall.http.internal.problems;

import java.util.Locale;

/** The kinds of problems; {@code docs/http.md} has a section for each. */
public enum ProblemType {
    /** The request isn't HTTP, or asks for something that doesn't exist. */
    INVALID_REQUEST(400, "The request can't be understood"),
    /** The key, the TTL, or a condition is out of bounds. */
    INVALID_ARGUMENT(400, "An argument of the request is not valid"),
    /** No credentials that the server knows. */
    UNAUTHENTICATED(401, "The request has no credentials that are known"),
    /** The client isn't allowed to do that. */
    FORBIDDEN(403, "The client may not do that"),
    /** The key has no entry. */
    ABSENT(404, "The key has no entry"),
    /** There is nothing under this path. */
    NO_SUCH_RESOURCE(404, "There is nothing under this path"),
    /** The resource has other methods. */
    METHOD_NOT_ALLOWED(405, "The resource doesn't have this method"),
    /** The client was too slow. */
    REQUEST_TIMEOUT(408, "The request didn't arrive in time"),
    /** The key has an entry, or is revoked. */
    PRESENT(409, "The key has an entry, or is revoked"),
    /** The entry isn't the one that the client has seen. */
    PRECONDITION_FAILED(412, "The condition doesn't hold"),
    /** The value is larger than the store takes. */
    VALUE_TOO_LARGE(413, "The body is too large"),
    /** The path is longer than the server takes. */
    PATH_TOO_LONG(414, "The path is too long"),
    /** The value would be stored in another form than the client reads it. */
    UNSUPPORTED_ENCODING(415, "The server keeps no content encoding"),
    /** The headers are longer than the server takes. */
    HEAD_TOO_LARGE(431, "The head of the request is too large"),
    /** The stored bytes can't be understood. */
    CORRUPT_ENTRY(500, "What is stored can't be understood"),
    /** A failure that none of the others describes. */
    FAILED(500, "The store failed"),
    /** The servers of the store can't be reached. */
    UNAVAILABLE(503, "The store can't be reached"),
    /** A limit of the store or its servers. */
    OVERLOADED(503, "The store is overloaded"),
    /** The server is stopping. */
    STOPPING(503, "The server is stopping"),
    /** The store's deadline passed. */
    TIMEOUT(504, "The store didn't answer in time");

    /** What the URI of every type begins with. */
    public static final String NAMESPACE = "tag:holdall.dev,2026:http/";

    private final int status;
    private final String title;
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    ProblemType(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Returns the status of the answer, unless HTTP itself has a more exact one. */
    public int status() {
        return status;
    }

    /** Returns a sentence without its full stop, always the same. */
    public String title() {
        return title;
    }

    /** Returns the name as the URI ends with it, and as metrics have it. */
    public String label() {
        return label;
    }

    /** Returns the URI. */
    public String uri() {
        return NAMESPACE + label;
    }
}
