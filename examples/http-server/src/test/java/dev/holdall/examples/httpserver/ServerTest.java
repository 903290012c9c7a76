package dev.holdall.examples.httpserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdall.http.HttpServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

/** Opens the example's own configuration, on another port. */
class ServerTest {

    @Test
    void theConfigurationServesAStore() throws IOException, InterruptedException {
        var config = ConfigFactory.parseString("holdall.http.port = 0")
                .withFallback(ConfigFactory.parseResources("application.conf"));
        try (HttpServer server = HttpServer.open(config)) {
            HttpClient client = HttpClient.newHttpClient();
            var uri = server.uri().resolve("sessions/alice");
            var written = client.send(
                    HttpRequest.newBuilder(uri)
                            .POST(BodyPublishers.ofString("hello"))
                            .build(),
                    BodyHandlers.discarding());
            assertThat(written.statusCode()).isEqualTo(201);
            var read = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
            assertThat(read.body()).isEqualTo("hello");
        }
    }
}
