package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Limits of time and number, and the end of a server. */
class LimitsTest {

    private static final String GET = "GET /v1/sessions/k HTTP/1.1\r\nHost: h\r\n\r\n";

    @Test
    void aBodyThatComesTooSlowly_isAnsweredWith408() {
        try (TestServer server = TestServer.onMemory("transfer-timeout = 300 ms");
                RawConnection slow = new RawConnection(server.port())) {
            slow.write("POST /v1/sessions/k HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nab");
            RawConnection.Answer answer = slow.read();
            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.text()).contains("http/request-timeout");
            assertThat(slow.readOrNull(true)).isNull();
            assertThat(server.store().get("k")).isEmpty();
        }
    }

    @Test
    void aBodyThatTrickles_isNoExcuse() {
        try (TestServer server = TestServer.onMemory("transfer-timeout = 300 ms");
                RawConnection slow = new RawConnection(server.port())) {
            slow.write("POST /v1/sessions/k HTTP/1.1\r\nHost: h\r\nContent-Length: 500000\r\n\r\n");
            assertThat(trickledUntilAnswer(slow)).isEqualTo(408);
        }
    }

    /** Sends a byte now and then; returns the status, or 0 if the server closes without one. */
    private static int trickledUntilAnswer(RawConnection slow) {
        CompletableFuture<Integer> answered = CompletableFuture.supplyAsync(() -> {
            try {
                RawConnection.Answer answer = slow.readOrNull(true);
                return answer == null ? 0 : answer.status();
            } catch (java.io.UncheckedIOException e) {
                return 0;
            }
        });
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    try {
                        if (!answered.isDone()) {
                            slow.write("x");
                        }
                    } catch (java.io.UncheckedIOException e) {
                        // The server has closed the connection, and the answer is being read.
                    }
                    return answered.isDone();
                });
        return answered.join();
    }

    @Test
    void aHeadThatTrickles_endsTheConnection() {
        try (TestServer server = TestServer.onMemory("transfer-timeout = 300 ms")) {
            for (String before : new String[] {"", GET}) {
                try (RawConnection slow = new RawConnection(server.port())) {
                    slow.write(before);
                    if (!before.isEmpty()) {
                        assertThat(slow.read().status()).isEqualTo(404);
                    }
                    slow.write("GET /v1/sessions/k HTTP/1.1\r\nX: ");
                    assertThat(trickledUntilAnswer(slow)).isIn(0, 408);
                }
            }
        }
    }

    @Test
    void anIdleConnection_isClosed_andOneThatWaitsForAStoreIsNot() {
        GatedStore gated = new GatedStore();
        try (TestServer server = TestServer.over(gated.open(), "idle-timeout = 200 ms, transfer-timeout = 200 ms");
                RawConnection idle = new RawConnection(server.port());
                RawConnection waiting = new RawConnection(server.port())) {
            CompletableFuture<Void> gate = gated.shut();
            waiting.write(GET);
            assertThat(idle.readOrNull(true)).isNull();
            await().until(() -> gated.arrived() == 1);
            gate.complete(null);
            assertThat(waiting.read().status()).isEqualTo(404);
        }
    }

    @Test
    void connections_beyondTheLimit_waitForOthersToEnd() {
        try (TestServer server = TestServer.onMemory("max-connections = 4")) {
            List<RawConnection> open = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                RawConnection connection = new RawConnection(server.port());
                open.add(connection);
                assertThat(connection.write(GET).read().status()).isEqualTo(404);
            }
            RawConnection fifth = new RawConnection(server.port());
            fifth.write(GET);
            open.forEach(RawConnection::close);
            assertThat(eventuallyAnswered(server, fifth)).isEqualTo(404);
            fifth.close();
        }
    }

    /** The fifth connection may have been refused, if the server had accepted it already; then another one is made. */
    private static int eventuallyAnswered(TestServer server, RawConnection fifth) {
        RawConnection.Answer answer;
        try {
            answer = fifth.readOrNull(true);
        } catch (java.io.UncheckedIOException e) {
            answer = null;
        }
        if (answer != null) {
            return answer.status();
        }
        try (RawConnection again = new RawConnection(server.port())) {
            return again.write(GET).read().status();
        }
    }

    @Test
    void close_answersWhatIsUnderWay_andRefusesTheRest() {
        GatedStore gated = new GatedStore();
        TestServer server = TestServer.over(gated.open(), "");
        int port = server.port();
        try (RawConnection waiting = new RawConnection(port);
                RawConnection idle = new RawConnection(port)) {
            assertThat(idle.write(GET).read().status()).isEqualTo(404);
            CompletableFuture<Void> gate = gated.shut();
            int before = gated.arrived();
            waiting.write("GET /v1/sessions/k HTTP/1.1\r\nHost: h\r\n\r\n");
            await().until(() -> gated.arrived() == before + 1);
            CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
            await().until(() -> isRefused(port));
            RawConnection.Answer refused = idle.write(GET).read();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text()).contains("http/stopping");
            assertThat(refused.header("connection")).isEqualTo("close");
            assertThat(closed).isNotDone();
            gate.complete(null);
            assertThat(waiting.read().status()).isEqualTo(404);
            closed.join();
        }
    }

    private static boolean isRefused(int port) {
        try {
            new RawConnection(port).close();
            return false;
        } catch (java.io.UncheckedIOException e) {
            return true;
        }
    }

    @Test
    void close_waitsNoLongerThanItMay_andLeavesNoThread() {
        GatedStore gated = new GatedStore();
        TestServer server = TestServer.over(gated.open(), "stop-timeout = 100 ms");
        try (RawConnection waiting = new RawConnection(server.port())) {
            CompletableFuture<Void> never = gated.shut();
            waiting.write(GET);
            await().until(() -> gated.arrived() == 1);
            server.close();
            server.close();
            assertThat(never).isNotDone();
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("holdall-http")));
    }

    @Test
    void aClientThatDoesNotReadItsAnswer_isLetGo() {
        try (TestServer server = TestServer.onMemory("transfer-timeout = 500 ms")) {
            server.store().set("large", new byte[1 << 20]);
            try (RawConnection lazy = new RawConnection(server.port())) {
                lazy.socket().setReceiveBufferSize(4_096);
                for (int i = 0; i < 20; i++) {
                    lazy.write("GET /v1/sessions/large HTTP/1.1\r\nHost: h\r\n\r\n");
                }
                HttpClients http = new HttpClients(server.uri().resolve("/"), HttpClient.Version.HTTP_1_1);
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> HttpClients.text(http.send("GET", "metrics"))
                                .contains("holdall_http_requests_in_flight 1.0"));
            } catch (java.net.SocketException e) {
                throw new AssertionError(e);
            }
        }
    }
}
