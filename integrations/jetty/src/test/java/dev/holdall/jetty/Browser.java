package dev.holdall.jetty;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Sends requests with the cookie that it got last. */
final class Browser {

    private final HttpClient client = HttpClient.newHttpClient();
    private volatile String cookie = "";

    /** Sends a request, and returns the body of the answer. */
    String get(Node node, String pathAndQuery) throws IOException, InterruptedException {
        return get(URI.create(node.uri(pathAndQuery)));
    }

    String get(URI uri) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
        response.headers().firstValue("Set-Cookie").ifPresent(value -> cookie = value.replaceFirst(";.*", ""));
        if (response.statusCode() != 200) {
            throw new AssertionError("status " + response.statusCode() + " of " + uri.getPath());
        }
        return response.body();
    }

    /** Returns another browser with the same cookie. */
    Browser copy() {
        Browser other = new Browser();
        other.cookie = cookie;
        return other;
    }

    /** Returns the id of the session, without the name of the node. */
    String sessionId() {
        String value = cookie.substring(cookie.indexOf('=') + 1);
        return value.indexOf('.') < 0 ? value : value.substring(0, value.indexOf('.'));
    }

    void cookie(String value) {
        this.cookie = value;
    }
}
