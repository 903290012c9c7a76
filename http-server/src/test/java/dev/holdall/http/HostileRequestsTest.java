package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sends a server, from several threads, right requests one behind the other, and then something wrong. Never may a
 * value be wrong, a request be taken out of the body of another one, an answer be missing, or something be left when
 * the clients are gone.
 */
class HostileRequestsTest {

    private static final int THREADS = 4;

    @Test
    void hostileClients_getNothingWrong() {
        run(600, Long.getLong("holdall.test.seed", System.nanoTime()));
    }

    @Test
    @Tag("deep")
    void manyHostileClients_getNothingWrong() {
        run(100_000, Long.getLong("holdall.test.seed", System.nanoTime()));
    }

    private static void run(int requests, long seed) {
        System.out.println("HostileRequestsTest: seed " + seed);
        AtomicInteger left = new AtomicInteger(requests);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (TestServer server = TestServer.onMemory("max-head-size = 8 KiB, max-path-size = 4 KiB")) {
            server.store().set(HostileRequests.CANARY, HostileRequests.CANARY_VALUE.getBytes(StandardCharsets.UTF_8));
            SplittableRandom random = new SplittableRandom(seed);
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                SplittableRandom own = random.split();
                clients.add(CompletableFuture.runAsync(
                        () -> new Client(server, new HostileRequests(own), own, left).run(), threads));
            }
            clients.forEach(CompletableFuture::join);
            assertThat(server.store().get(HostileRequests.SMUGGLED))
                    .as("seed %d", seed)
                    .isEmpty();
            assertThat(server.store().get(HostileRequests.CANARY))
                    .contains(HostileRequests.CANARY_VALUE.getBytes(StandardCharsets.UTF_8));
            requireNothingLeft(server);
        } finally {
            threads.shutdown();
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("holdall-http")));
    }

    private static void requireNothingLeft(TestServer server) {
        HttpClients http = new HttpClients(server.uri(), HttpClient.Version.HTTP_1_1);
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> HttpClients.text(http.send("GET", "/metrics")),
                        metrics -> metrics.contains("holdall_http_connections 1.0")
                                && metrics.contains("holdall_http_requests_in_flight 1.0"));
    }

    /** One thread of clients. */
    private record Client(TestServer server, HostileRequests requests, SplittableRandom random, AtomicInteger left) {

        void run() {
            while (left.get() > 0) {
                int right = random.nextInt(14);
                left.addAndGet(-right - 1);
                try (RawConnection connection = new RawConnection(server.port())) {
                    if (random.nextInt(10) == 0) {
                        wrongOne(connection, requests.frames());
                    } else {
                        rightOnes(connection, right);
                        wrongOne(connection, requests.wrong());
                    }
                }
            }
        }

        private void rightOnes(RawConnection connection, int count) {
            List<HostileRequests.Right> sent = new ArrayList<>();
            StringBuilder all = new StringBuilder();
            for (int i = 0; i < count; i++) {
                HostileRequests.Right each = requests.right();
                sent.add(each);
                all.append(each.text());
            }
            if (random.nextInt(4) == 0) {
                inPieces(connection, all.toString());
            } else {
                connection.write(all.toString());
            }
            for (HostileRequests.Right each : sent) {
                RawConnection.Answer answer = each.isHead() ? connection.readHead() : connection.read();
                assertThat(answer.status()).as("%s", each).isEqualTo(each.status());
                if (each.status() == 200 && each.text().startsWith("GET")) {
                    assertThat(answer.text()).isEqualTo(HostileRequests.CANARY_VALUE);
                }
            }
            server.store()
                    .get(HostileRequests.SCRATCH)
                    .ifPresent(value -> assertThat(HostileRequests.isWhole(new String(value, StandardCharsets.UTF_8)))
                            .isTrue());
        }

        private void inPieces(RawConnection connection, String all) {
            for (int at = 0; at < all.length(); ) {
                int end = Math.min(all.length(), at + random.nextInt(1, 200));
                connection.write(all.substring(at, end));
                at = end;
            }
        }

        private void wrongOne(RawConnection connection, byte[] wrong) {
            String answers;
            try {
                connection.write(wrong);
                if (random.nextInt(8) == 0) {
                    connection.socket().setSoLinger(true, 0);
                    return;
                }
                connection.shutdownOutput();
                answers = new String(connection.socket().getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            } catch (java.net.SocketTimeoutException e) {
                throw new AssertionError("the server neither answered nor closed the connection", e);
            } catch (IOException | UncheckedIOException e) {
                return; // The server has closed the connection while the client was still sending.
            }
            boolean isHttp2 = answers.startsWith("HTTP/1.1 101 ") || answers.startsWith("\u0000\u0000");
            if (!answers.isEmpty() && !isHttp2) {
                assertThat(answers).matches("(?s)HTTP/1\\.1 [1-5][0-9][0-9] .*").doesNotContain("HTTP/1.1 500");
            }
        }
    }
}
