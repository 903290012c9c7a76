package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.SessionStore;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Kask does, as its source and its own tests have it, byte for byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class KaskRules {

    private static final byte[] VALUE = "JSON.c2ln.{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    private SessionStore store;
    private TestServer server;

    /** Opens the store, which the rules close. */
    abstract SessionStore open();

    @BeforeAll
    void start() {
        store = open();
        server = TestServer.over(store, "mode = kask, base-path = /sessions/v1/");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private RawConnection.Answer send(String method, String path) {
        return send(method, path, new byte[0]);
    }

    private RawConnection.Answer send(String method, String path, byte[] body) {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.write(method + " " + path + " HTTP/1.1\r\nHost: kask\r\nConnection: close\r\n"
                    + (body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n") + "\r\n");
            connection.write(body);
            return method.equals("HEAD") ? connection.readHead() : connection.read();
        }
    }

    private static String newKey() {
        return "MWSession-" + UUID.randomUUID();
    }

    private static String error(String type, String title, String detail, String instance) {
        return """
                {
                  "type": "https://www.mediawiki.org/wiki/Kask/errors/%s",
                  "title": "%s",
                  "detail": "%s",
                  "instance": "%s"
                }
                """.formatted(type, title, detail, instance);
    }

    private static String badRequest(String instance) {
        return error("bad_request", "Bad request", "The request was incorrect or malformed", instance);
    }

    private static String notFound(String instance) {
        return error("not_found", "Not found", "The value you requested was not found", instance);
    }

    @Test
    void get_ofAValue() {
        String key = newKey();
        store.set(key, VALUE);
        RawConnection.Answer answer = send("GET", "/sessions/v1/" + key);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(VALUE);
        assertThat(answer.headers())
                .containsEntry("content-type", "application/octet-stream")
                .containsEntry("content-length", Integer.toString(VALUE.length))
                .containsOnlyKeys("content-type", "content-length", "connection", "date");
    }

    @Test
    void get_ofNothing() {
        String path = "/sessions/v1/" + newKey();
        RawConnection.Answer answer = send("GET", path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).isEqualTo(notFound(path));
        assertThat(answer.headers())
                .containsEntry("content-type", "application/json")
                .containsEntry("x-content-type-options", "nosniff")
                .containsOnlyKeys("content-type", "content-length", "connection", "date", "x-content-type-options");
    }

    @Test
    void post_stores() {
        String key = newKey();
        RawConnection.Answer answer = send("POST", "/sessions/v1/" + key, VALUE);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.headers()).containsOnlyKeys("content-length", "connection", "date");
        assertThat(answer.body()).isEmpty();
        assertThat(store.get(key)).contains(VALUE);
    }

    @Test
    void post_ofAnEmptyBody_isABadRequest() {
        String path = "/sessions/v1/" + newKey();
        RawConnection.Answer answer = send("POST", path);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(badRequest(path));
    }

    @Test
    void delete_isTheSameForWhatIsNotThere() {
        String key = newKey();
        store.set(key, VALUE);
        for (int i = 0; i < 2; i++) {
            RawConnection.Answer answer = send("DELETE", "/sessions/v1/" + key);
            assertThat(answer.status()).isEqualTo(204);
            assertThat(answer.headers()).containsOnlyKeys("connection", "date");
            assertThat(store.get(key)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "PATCH", "OPTIONS", "HEAD", "FOO"})
    void otherMethods_areBadRequests(String method) {
        String path = "/sessions/v1/" + newKey();
        RawConnection.Answer answer = send(method, path, method.equals("PUT") ? VALUE : new byte[0]);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(method.equals("HEAD") ? "" : badRequest(path));
    }

    /** The cases of Kask's own test of its path parser, and some more. */
    @ParameterizedTest
    @CsvSource({
        "cat/dog, 404, cat/dog",
        "'', 404, ''",
        "cat%2Fdog, 404, cat/dog",
        "foo?bar, 400, foo",
        "foo%3Fbar, 0, foo?bar",
        "cat%20dog, 0, cat dog",
        "wiki%3AMWSession%3A4f1c, 0, wiki:MWSession:4f1c",
        "wiki:MWSession:4f1c, 0, wiki:MWSession:4f1c",
        "a%25b, 0, a%b",
        "a+b, 0, a+b",
        "%E9%8D%B5, 0, 鍵",
    })
    void paths(String suffix, int error, String decoded) {
        String path = "/sessions/v1/" + suffix;
        if (error == 0) {
            assertThat(send("POST", path, VALUE).status()).isEqualTo(201);
            assertThat(store.get(decoded)).contains(VALUE);
            assertThat(send("DELETE", path).status()).isEqualTo(204);
        }
        RawConnection.Answer answer = send("GET", path);
        String instance = "/sessions/v1/" + decoded;
        assertThat(answer.status()).isEqualTo(error == 400 ? 400 : 404);
        assertThat(answer.text()).isEqualTo(error == 400 ? badRequest(instance) : notFound(instance));
    }

    @Test
    void instance_isEscaped_asGoDoes() {
        RawConnection.Answer answer = send("GET", "/sessions/v1/%3Ca%3E%26%22%5C%E2%80%A8");
        assertThat(answer.text()).isEqualTo(notFound("/sessions/v1/\\u003ca\\u003e\\u0026\\\"\\\\\\u2028"));
    }

    @Test
    void otherPaths_areGos() {
        RawConnection.Answer elsewhere = send("GET", "/something/else");
        assertThat(elsewhere.status()).isEqualTo(404);
        assertThat(elsewhere.text()).isEqualTo("404 page not found\n");
        assertThat(elsewhere.header("content-type")).isEqualTo("text/plain; charset=utf-8");
        RawConnection.Answer redirected = send("GET", "/sessions/v1");
        assertThat(redirected.status()).isEqualTo(301);
        assertThat(redirected.header("location")).isEqualTo("/sessions/v1/");
    }

    @Test
    void health_hasKasksNames() {
        RawConnection.Answer answer = send("GET", "/healthz");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/json");
        assertThat(answer.text())
                .matches("\\{\n  \"version\": \"[^\"]+\",\n  \"build_date\": \"[^\"]+\",\n  \"build_host\": "
                        + "\"[^\"]+\",\n"
                        + "  \"go_version\": \"[^\"]+\"\n}");
    }

    @Test
    void metrics_haveKasksNames() {
        send("GET", "/sessions/v1/" + newKey());
        send("GET", "/healthz");
        assertThat(send("GET", "/metrics").text())
                .containsPattern("(?m)^http_requests_total\\{code=\"404\",method=\"GET\"} [0-9.]+$")
                .containsPattern("(?m)^http_request_duration_seconds_count\\{code=\"404\",method=\"GET\"} [0-9]+$")
                .containsPattern("(?m)^http_request_duration_seconds_sum\\{code=\"404\",method=\"GET\"} [0-9.E-]+$")
                .containsPattern(
                        "(?m)^http_request_duration_seconds_bucket\\{code=\"404\",method=\"GET\",le=\"0.0025\"} ")
                .containsPattern(
                        "(?m)^http_request_duration_seconds_bucket\\{code=\"404\",method=\"GET\",le=\"\\+Inf\"} ")
                .containsPattern("(?m)^kask_build_info\\{.*go_version=.*version=.*} 1(.0)?$")
                .doesNotContain("code=\"200\",method=\"GET\"} 0");
    }

    @Test
    void openApi_isYaml() {
        RawConnection.Answer answer = send("GET", "/openapi");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("content-type")).isEqualTo("application/x-yaml");
        assertThat(answer.text()).contains("/sessions/v1/{key}");
    }

    @Test
    void malformedPaths_areBadRequests() {
        for (String path : new String[] {"/sessions/v1/%zz", "/sessions/v1/%C3%28", "/sessions/v1/a%00b"}) {
            RawConnection.Answer answer = send("GET", path);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.text()).contains("Kask/errors/bad_request");
        }
    }
}
