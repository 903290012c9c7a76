package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Many requests at once, on one connection of HTTP/2 or on several of HTTP/1.1: each gets its own answer. */
class ParallelRequestsTest {

    private static final int SESSIONS = 100;

    @ParameterizedTest
    @EnumSource
    void everyRequest_getsItsOwnAnswer(HttpClient.Version version) {
        try (TestServer server = TestServer.onMemory("")) {
            HttpClient client = HttpClient.newBuilder().version(version).build();
            // One request alone first, which changes the connection to HTTP/2.
            assertThat(get(client, server.uri().resolve("sessions/0")).join().statusCode())
                    .isEqualTo(404);
            List<CompletableFuture<Void>> sessions = IntStream.range(0, SESSIONS)
                    .mapToObj(i -> session(client, server.uri().resolve("sessions/" + i), i))
                    .toList();
            sessions.forEach(CompletableFuture::join);
        }
    }

    /** Writes a value of a length and a content of its own, reads it, deletes it, and reads again. */
    private static CompletableFuture<Void> session(HttpClient client, URI uri, int number) {
        SplittableRandom random = new SplittableRandom(number);
        byte[] value = new byte[random.nextInt(40_000)];
        random.nextBytes(value);
        HttpRequest write = HttpRequest.newBuilder(uri)
                .POST(BodyPublishers.ofByteArray(value))
                .build();
        HttpRequest delete = HttpRequest.newBuilder(uri).DELETE().build();
        return client.sendAsync(write, BodyHandlers.discarding())
                .thenCompose(written -> {
                    assertThat(written.statusCode()).isEqualTo(201);
                    return get(client, uri);
                })
                .thenCompose(read -> {
                    assertThat(read.body()).isEqualTo(value);
                    return client.sendAsync(delete, BodyHandlers.discarding());
                })
                .thenCompose(deleted -> {
                    assertThat(deleted.statusCode()).isEqualTo(204);
                    return get(client, uri);
                })
                .thenAccept(read -> assertThat(read.statusCode()).isEqualTo(404));
    }

    private static CompletableFuture<HttpResponse<byte[]>> get(HttpClient client, URI uri) {
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofByteArray());
    }
}
