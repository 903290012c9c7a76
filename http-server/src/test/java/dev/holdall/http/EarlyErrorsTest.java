package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are wrong before a store is asked, each of which is answered with a problem document. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EarlyErrorsTest {

    private final TestServer server = TestServer.onMemory("max-path-size = 4 KiB, max-head-size = 8 KiB");

    @AfterAll
    void close() {
        server.close();
    }

    private RawConnection.Answer send(String head) {
        try (RawConnection connection = new RawConnection(server.port())) {
            return connection.write(head).read();
        }
    }

    private RawConnection.Answer get(String path, String headers) {
        return send("GET " + path + " HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n");
    }

    private static void assertProblem(RawConnection.Answer answer, int status, String type) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.text())
                .startsWith("{\"type\":\"tag:holdall.dev,2026:http/" + type + "\"")
                .contains("\"status\":" + status + ",");
        assertThat(answer.header("cache-control")).isEqualTo("no-store");
        assertThat(answer.header("x-request-id")).matches("[0-9a-f]{32}");
        assertThat(answer.headers()).doesNotContainKey("server");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/sessions/%00, 400, invalid-request",
        "/v1/sessions/a%1Fb, 400, invalid-argument",
        "/v1/sessions/%7F, 400, invalid-argument",
        "/v1/sessions/, 400, invalid-argument",
        "/v1/sessions/%, 400, invalid-request",
        "/v1/sessions/%4, 400, invalid-request",
        "/v1/sessions/%zz, 400, invalid-request",
        "/v1/sessions/%C3%28, 400, invalid-request",
        "/v1/sessions/%ED%A0%80, 400, invalid-request",
        "/v1/sessions/%u0041, 400, invalid-request",
        "/v1/sessions/\u00ff, 400, invalid-request",
        "/v1/sessions/.., 400, invalid-request",
        "/v1/sessions/key?x=y, 400, invalid-request",
        "/v1/sessions/key/other, 404, no-such-resource",
        "/v1/sessions/key/ttl/x, 404, no-such-resource",
        "/v1/other/key, 404, no-such-resource",
        "/v1, 404, no-such-resource",
        "/, 404, no-such-resource",
        "/V1/sessions/key, 404, no-such-resource",
        "/v1//sessions/key, 404, no-such-resource",
        "/v1/sessions, 405, method-not-allowed",
        "/v1/sessions/key/ttl, 405, method-not-allowed",
        "/v1/sessions/key/revocation, 405, method-not-allowed",
        "/v1/sessions/key, 404, absent",
    })
    void paths(String path, int status, String type) {
        assertProblem(get(path, ""), status, type);
    }

    @Test
    void sizes_areBounded() {
        assertProblem(get("/v1/sessions/" + "k".repeat(1_025), ""), 400, "invalid-argument");
        assertProblem(get("/v1/sessions/" + "k".repeat(4_097), ""), 414, "path-too-long");
        assertProblem(get("/v1/sessions/" + "k".repeat(9_000), ""), 414, "path-too-long");
        assertProblem(get("/v1/sessions/key", "X: " + "x".repeat(9_000) + "\r\n"), 431, "head-too-large");
        assertProblem(get("/v1/sessions/key", "X: x\r\n".repeat(2_000)), 431, "head-too-large");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /v1/sessions/key HTTP/1.1\r\n\r\n",
                "GET /v1/sessions/key HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET /v1/sessions/key HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
                "GET /v1/sessions/key HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n",
                "GET /v1/sessions/key\r\n\r\n",
                "G@T /v1/sessions/key HTTP/1.1\r\nHost: a\r\n\r\n",
                "POST /v1/sessions/key HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
                "POST /v1/sessions/key HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
                "POST /v1/sessions/key HTTP/1.1\r\nHost: a\r\nContent-Length: 1x\r\n\r\na",
                "POST /v1/sessions/key HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\na",
                "POST /v1/sessions/key HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: "
                        + "chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/sessions/key HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
                "POST /v1/sessions/key HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
                "POST /v1/sessions/key HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
            })
    void brokenRequests_areProblems_andStoreNothing(String request) {
        RawConnection.Answer answer = send(request);
        assertProblem(answer, answer.status(), "invalid-request");
        assertThat(answer.status()).isIn(400, 501, 505, 426);
        assertThat(server.store().get("key")).isEmpty();
    }

    @Test
    void otherVersions_areProblems() {
        assertThat(send("GET /v1/sessions/key HTTP/3.7\r\nHost: a\r\n\r\n").text())
                .contains("http/invalid-request");
    }

    @ParameterizedTest
    @CsvSource({
        "max-age=0",
        "max-age=-1",
        "max-age=",
        "max-age",
        "max-age=x",
        "max-age=1.5",
        "max-age=\"60\"",
        "max-age=99999999999999999999",
        "max-age=999999999999",
        "'max-age=1, max-age=2'",
        "max-age = 60",
    })
    void ttlsThatAreNone_areRefused(String cacheControl) {
        RawConnection.Answer answer = send("POST /v1/sessions/ttl HTTP/1.1\r\nHost: h\r\nCache-Control: " + cacheControl
                + "\r\nContent-Length: 1\r\n\r\na");
        assertProblem(answer, 400, "invalid-argument");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "If-Match: 17\r\n", "If-Match: \"1\", \"2\"\r\n", "If-Match: *\r\n",
                        "If-Match: \"1\"\r\nIf-None-Match: *\r\n",
                "If-None-Match: \"1\"\r\n", "If-Match: \"1\r\n", "If-Match: \"1\",\r\n",
                        "Content-Range: bytes 0-1/2\r\n",
            })
    void conditionsThatTheStoreDoesNotHave_areRefused(String header) {
        assertProblem(
                send("POST /v1/sessions/c HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n" + header + "\r\na"),
                400,
                "invalid-argument");
        assertThat(server.store().get("c")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DELETE, /v1/sessions/c",
        "PUT, /v1/sessions/c/ttl",
        "POST, /v1/sessions/c/revocation",
        "PUT, /v1/sessions/c"
    })
    void conditions_whereThereIsNoVerb_areRefused(String method, String path) {
        assertProblem(
                send(method + " " + path + " HTTP/1.1\r\nHost: h\r\nIf-Match: \"1\"\r\nContent-Length: 0\r\n\r\n"),
                400,
                "invalid-argument");
    }

    @Test
    void encodings_areRefused() {
        assertProblem(
                send("POST /v1/sessions/e HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\na"),
                415,
                "unsupported-encoding");
    }

    @Test
    void otherMethods_areAnsweredWithThoseThatThereAre() {
        RawConnection.Answer answer = send("PATCH /v1/sessions/e HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\na");
        assertProblem(answer, 405, "method-not-allowed");
        assertThat(answer.header("allow")).isEqualTo("GET, HEAD, POST, PUT, DELETE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"keys\":[1]}",
                "{\"keys\":[\"a\",]}",
                "{\"keys\":[\"a\"]} x",
                "{\"keys\":[\"a\"],\"b\":1}",
                "{\"keys\":\"a\"}",
                "{\"keys\":[\"\\x\"]}",
                "{\"keys\":[\"\\u12\"]}",
                "{\"keys\":[\"a]}",
                "{\"keys\":[\"\\u0000\"]}",
                "{\"keys\":[\"\"]}",
                "{\"keys\":[\"\\ud800\"]}",
                "{\"keys\":[\"\t\"]}",
                "\u00ff",
            })
    void listsOfKeysThatAreNone_areRefused(String body) {
        assertProblem(
                send("POST /v1/sessions HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n" + body),
                400,
                "invalid-argument");
    }

    @Test
    void tooManyKeys_areRefused() {
        String body = "{\"keys\":[\"k\"" + ",\"k\"".repeat(100) + "]}";
        assertProblem(
                send("POST /v1/sessions HTTP/1.1\r\nHost: h\r\nContent-Length: " + body.length() + "\r\n\r\n" + body),
                400,
                "invalid-argument");
    }

    @Test
    void requestId_isTakenOver_ifItIsOne() {
        assertThat(get("/v1/sessions/k", "X-Request-ID: abc-123_=\r\n").header("x-request-id"))
                .isEqualTo("abc-123_=");
        assertThat(get("/v1/sessions/k", "X-Request-ID: a b\r\n").header("x-request-id"))
                .matches("[0-9a-f]{32}");
        assertThat(get("/v1/sessions/k", "X-Request-ID: abc\r\n").text()).contains("\"requestId\":\"abc\"");
    }

    @Test
    void pipelinedRequests_areAnsweredInOrder() {
        try (RawConnection connection = new RawConnection(server.port())) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 20; i++) {
                requests.append("POST /v1/sessions/p")
                        .append(i)
                        .append(" HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n")
                        .append((char) ('a' + i))
                        .append((char) ('a' + i))
                        .append("GET /v1/sessions/p")
                        .append(i)
                        .append(" HTTP/1.1\r\nHost: h\r\n\r\n");
            }
            connection.write(requests.toString());
            for (int i = 0; i < 20; i++) {
                assertThat(connection.read().status()).isEqualTo(201);
                assertThat(connection.read().text())
                        .isEqualTo(Character.toString('a' + i).repeat(2));
            }
        }
    }

    @Test
    void aConnectionThatIsHalfClosed_isAnswered() {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection
                    .write("GET /v1/sessions/half HTTP/1.1\r\nHost: h\r\n\r\n")
                    .shutdownOutput();
            assertThat(connection.read().status()).isEqualTo(404);
            assertThat(connection.readOrNull(true)).isNull();
        }
    }

    @Test
    void aBodyThatEndsEarly_storesNothing() {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection
                    .write("POST /v1/sessions/early HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc")
                    .shutdownOutput();
            RawConnection.Answer answer = connection.readOrNull(true);
            if (answer != null) {
                assertProblem(answer, 400, "invalid-request");
            }
        }
        assertThat(server.store().get("early")).isEmpty();
    }

    @Test
    void aClientThatAsksFirst_isToldToGoOn_orNot() {
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.write("POST /v1/sessions/x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: "
                    + "9999999\r\n\r\n");
            assertProblem(connection.read(), 413, "value-too-large");
        }
        try (RawConnection connection = new RawConnection(server.port())) {
            connection.write(
                    "POST /v1/sessions/x HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
            connection.write("ab");
            assertThat(connection.read().status()).isEqualTo(201);
        }
    }
}
