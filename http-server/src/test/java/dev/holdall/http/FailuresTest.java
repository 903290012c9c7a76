package dev.holdall.http;

import static dev.holdall.http.HttpClients.header;
import static dev.holdall.http.HttpClients.text;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.holdall.Outcome;
import dev.holdall.spi.BackendException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures of a store, none of which looks as if there were no entry. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FailuresTest {

    private final GatedStore gated = new GatedStore();
    private final TestServer server = TestServer.over(gated.open(), "");
    private final HttpClients http = new HttpClients(server.uri(), HttpClient.Version.HTTP_1_1);

    @AfterAll
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, 503, unavailable, 1",
        "OVERLOADED, 503, overloaded, 1",
        "TIMEOUT, 504, timeout, 1",
        "CORRUPT, 500, corrupt-entry, ''",
        "FAILED, 500, failed, ''",
    })
    void everyKind_hasAProblem(BackendException.Kind kind, int status, String type, String retryAfter) {
        gated.fail(kind, Outcome.UNKNOWN);
        HttpResponse<byte[]> write = http.send("POST", "sessions/k", new byte[1]);
        gated.fail(kind, Outcome.NOT_APPLIED);
        HttpResponse<byte[]> read = http.send("GET", "sessions/k");
        HttpResponse<byte[]> bulk = http.send("POST", "sessions", RfcRules.bytes("{\"keys\":[\"k\"]}"));
        for (HttpResponse<byte[]> each : List.of(write, read, bulk)) {
            assertThat(each.statusCode()).isEqualTo(status);
            assertThat(header(each, "Content-Type")).isEqualTo("application/problem+json");
            assertThat(header(each, "Retry-After")).isEqualTo(retryAfter);
            assertThat(text(each)).contains("http/" + type + "\"").doesNotContain("10.1.2.3");
        }
        assertThat(text(write)).contains("\"outcome\":\"unknown\"").contains("The change may have been made");
        assertThat(text(read)).contains("\"outcome\":\"not-applied\"").contains("Nothing was changed");
        assertThat(text(bulk)).contains("\"outcome\":\"not-applied\"");
        gated.heal();
    }

    @Test
    void theLogSaysWhy_onceAMinute() {
        GatedStore broken = new GatedStore();
        broken.fail(BackendException.Kind.UNAVAILABLE, Outcome.NOT_APPLIED);
        try (LogCapture log = new LogCapture("dev.holdall.http");
                TestServer fresh = TestServer.over(broken.open(), "")) {
            HttpClients client = new HttpClients(fresh.uri(), HttpClient.Version.HTTP_1_1);
            for (int i = 0; i < 3; i++) {
                assertThat(client.send("GET", "sessions/secret-key").statusCode())
                        .isEqualTo(503);
            }
            assertThat(log.text(Level.WARN))
                    .containsOnlyOnce("a request was answered with unavailable")
                    .contains("10.1.2.3 said no")
                    .doesNotContain("secret-key");
        }
    }

    @Test
    void kask_answersWithItsServerError() {
        GatedStore broken = new GatedStore();
        broken.fail(BackendException.Kind.TIMEOUT, Outcome.UNKNOWN);
        try (TestServer kask = TestServer.over(broken.open(), "mode = kask")) {
            HttpClients client = new HttpClients(kask.uri(), HttpClient.Version.HTTP_1_1);
            for (String method : new String[] {"GET", "DELETE", "POST"}) {
                HttpResponse<byte[]> answer = client.send(method, "k", new byte[1]);
                assertThat(answer.statusCode()).isEqualTo(500);
                assertThat(text(answer)).contains("Kask/errors/server_error").contains("\"instance\": \"/v1/k\"");
            }
        }
    }

    @Test
    void aClosedStore_isNoAbsence() {
        TestServer closed = TestServer.onMemory("");
        try (closed) {
            closed.store().close();
            HttpClients client = new HttpClients(closed.uri(), HttpClient.Version.HTTP_1_1);
            HttpResponse<byte[]> answer = client.send("GET", "sessions/k");
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(text(answer)).contains("http/stopping");
        }
    }
}
