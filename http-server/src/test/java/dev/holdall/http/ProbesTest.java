package dev.holdall.http;

import static dev.holdall.http.HttpClients.header;
import static dev.holdall.http.HttpClients.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import java.net.http.HttpClient;
import org.junit.jupiter.api.Test;

class ProbesTest {

    private static HttpClients http(TestServer server) {
        return new HttpClients(server.uri(), HttpClient.Version.HTTP_1_1);
    }

    @Test
    void health_isThatOfTheProcess_andReadinessThatOfTheStores() {
        GatedStore gated = new GatedStore();
        gated.fail(BackendException.Kind.UNAVAILABLE, Outcome.NOT_APPLIED);
        try (TestServer server = TestServer.over(gated.open(), "")) {
            HttpClients http = http(server);
            assertThat(http.send("GET", "/healthz").statusCode()).isEqualTo(200);
            assertThat(http.send("HEAD", "/healthz").statusCode()).isEqualTo(200);
            var notReady = http.send("GET", "/readyz");
            assertThat(notReady.statusCode()).isEqualTo(503);
            assertThat(text(notReady)).isEqualTo("{\"stores\":{\"sessions\":\"unavailable\"}}\n");
        }
        try (TestServer server = TestServer.onMemory("")) {
            var ready = http(server).send("GET", "/readyz");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(text(ready)).isEqualTo("{\"stores\":{\"sessions\":\"ready\"}}\n");
            assertThat(http(server).send("POST", "/readyz").statusCode()).isEqualTo(405);
        }
    }

    @Test
    void readiness_asksTheStores_onceASecondAtMost() {
        GatedStore gated = new GatedStore();
        try (TestServer server = TestServer.over(gated.open(), "")) {
            long before = System.nanoTime();
            for (int i = 0; i < 20; i++) {
                assertThat(http(server).send("GET", "/readyz").statusCode()).isEqualTo(200);
            }
            long seconds = (System.nanoTime() - before) / 1_000_000_000;
            assertThat(gated.arrived()).isLessThanOrEqualTo((int) seconds + 2);
        }
    }

    @Test
    void metrics_countAnswers_byStoreAndProblem() {
        try (TestServer server = TestServer.onMemory("")) {
            HttpClients http = http(server);
            http.send("GET", "sessions/k");
            http.send("FOO", "sessions/k");
            http.send("POST", "sessions/k", new byte[1]);
            var metrics = http.send("GET", "/metrics");
            assertThat(header(metrics, "Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
            assertThat(text(metrics))
                    .contains("holdall_http_requests_total{code=\"404\",method=\"GET\",problem=\"absent\","
                            + "store=\"sessions\"} 1.0")
                    .contains("holdall_http_requests_total{code=\"405\",method=\"other\","
                            + "problem=\"method-not-allowed\",store=\"\"} 1.0")
                    .contains("holdall_http_request_duration_seconds_count{code=\"201\",method=\"POST\","
                            + "problem=\"\",store=\"sessions\"} 1")
                    .contains("holdall_http_requests_in_flight 1.0")
                    .contains("holdall_http_build_info{")
                    .contains("jvm_memory_used_bytes");
        }
    }
}
