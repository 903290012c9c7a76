package dev.holdall.http;

import static dev.holdall.http.HttpClients.header;
import static dev.holdall.http.HttpClients.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import com.typesafe.config.ConfigFactory;
import dev.holdall.SessionStore;
import dev.holdall.StoreConfigurationException;
import dev.holdall.testservers.processes.ServerCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tokens, certificates, and what they allow. */
class AccessTest {

    @TempDir
    private static Path folder;

    private static Certificates certificates;

    @BeforeAll
    static void makeCertificates() throws IOException {
        certificates = Certificates.in(folder);
    }

    private static final String TOKEN = "b3RoZXItdG9rZW4-tests-only";
    private static final byte[] VALUE = "secret-value".getBytes(StandardCharsets.UTF_8);

    private static HttpClients http(TestServer server) {
        return new HttpClients(server.uri(), HttpClient.Version.HTTP_1_1);
    }

    @Test
    void tokens_areAskedFor_andLimitWhatAClientMayDo() {
        String clients = "clients { reader { token-sha256 = \"" + Tokens.sha256(TOKEN)
                + "\", verbs = [get, add] }, cleaner {" + " token-sha256 = \""
                + Tokens.sha256("cleaner").toUpperCase(Locale.ROOT) + "\", verbs = [revoke] } }";
        try (TestServer server = TestServer.onMemory(clients)) {
            HttpClients http = http(server);
            server.store().set("k", VALUE);
            String bearer = "Bearer " + TOKEN;
            assertThat(http.send("GET", "sessions/k", "Authorization", bearer).body())
                    .isEqualTo(VALUE);
            assertThat(http.send("GET", "sessions/k", "Authorization", "bearer  " + TOKEN)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(http.send("PUT", "sessions/n", VALUE, "Authorization", bearer)
                            .statusCode())
                    .isEqualTo(201);
            for (String[] not : new String[][] {
                {"POST", "sessions/k"},
                {"DELETE", "sessions/k"},
                {"PUT", "sessions/k/ttl"},
                {"POST", "sessions/k/revocation"}
            }) {
                HttpResponse<byte[]> refused = http.send(not[0], not[1], VALUE, "Authorization", bearer);
                assertThat(refused.statusCode()).isEqualTo(403);
                assertThat(text(refused)).contains("http/forbidden");
            }
            assertThat(http.send("POST", "sessions/n/revocation", "Authorization", "Bearer cleaner")
                            .statusCode())
                    .isEqualTo(204);
            assertThat(http.send("POST", "sessions", VALUE, "Authorization", "Bearer cleaner")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.store().get("k")).contains(VALUE);
        }
    }

    @Test
    void strangers_learnNothing() {
        String clients = "clients { one { token-sha256 = \"" + Tokens.sha256(TOKEN) + "\" } }";
        try (TestServer server = TestServer.onMemory(clients)) {
            HttpClients http = http(server);
            server.store().set("k", VALUE);
            for (String path : List.of("sessions/k", "sessions/absent", "other/k")) {
                for (String authorization :
                        List.of("Bearer wrong", "Bearer ", "Basic " + TOKEN, TOKEN, "Bearer " + Tokens.sha256(TOKEN))) {
                    HttpResponse<byte[]> refused = http.send("GET", path, "Authorization", authorization);
                    assertThat(refused.statusCode()).isEqualTo(401);
                    assertThat(header(refused, "WWW-Authenticate")).isEqualTo("Bearer");
                    assertThat(text(refused)).contains("http/unauthenticated").doesNotContain("k\"");
                }
                assertThat(http.send("DELETE", path).statusCode()).isEqualTo(401);
            }
            assertThat(http.send("GET", "/healthz").statusCode()).isEqualTo(200);
            assertThat(server.store().get("k")).contains(VALUE);
        }
    }

    @Test
    void stores_areLimited_forEachClient_orForAll() {
        SessionStore a = TestServer.memory("");
        SessionStore b = TestServer.memory("");
        String options = "client.stores = [b], clients { one { token-sha256 = \"" + Tokens.sha256("1")
                + "\" }, two { token-sha256 = \"" + Tokens.sha256("2") + "\", stores = [a, b] } }";
        try (a;
                b;
                HttpServer server = HttpServer.start(TestServer.options(options), Map.of("a", a, "b", b))) {
            HttpClients http = new HttpClients(server.uri(), HttpClient.Version.HTTP_1_1);
            assertThat(http.send("POST", "a/k", VALUE, "Authorization", "Bearer 1")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(http.send("POST", "b/k", VALUE, "Authorization", "Bearer 1")
                            .statusCode())
                    .isEqualTo(201);
            assertThat(http.send("POST", "a/k", VALUE, "Authorization", "Bearer 2")
                            .statusCode())
                    .isEqualTo(201);
        }
    }

    @Test
    void kask_answersStrangers_withItsOwnError() {
        String options =
                "mode = kask, clients { one { token-sha256 = \"" + Tokens.sha256(TOKEN) + "\", verbs = [get] } }";
        try (TestServer server = TestServer.onMemory(options)) {
            HttpResponse<byte[]> refused = http(server).send("GET", "k");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(text(refused))
                    .contains("Kask/errors/not_authorized")
                    .contains("\"Unable to authorize request\"");
            assertThat(http(server)
                            .send("GET", "k", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(404);
            assertThat(http(server)
                            .send("DELETE", "k", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** A server and two clients, each with a certificate of its own, which the server trusts or not. */
    private record Certificates(ServerCertificate server, ServerCertificate client, Path trusted) {

        static Certificates in(Path folder) throws IOException {
            List<InetAddress> loopback = List.of(InetAddress.getLoopbackAddress());
            Path one = Files.createDirectory(folder.resolve("server"));
            Path two = Files.createDirectory(folder.resolve("client"));
            ServerCertificate client = ServerCertificate.create(two, loopback);
            return new Certificates(ServerCertificate.create(one, loopback), client, client.trustStore());
        }

        String options(String clientCertificates) {
            return "tls { enabled = true, key-store = \"" + server.keyStore() + "\", key-store-password = "
                    + server.password() + ", trust-store = \"" + trusted + "\", trust-store-password = "
                    + client.password() + ", client-certificates = " + clientCertificates + " }";
        }

        HttpClient client(@Nullable ServerCertificate own, HttpClient.Version version) {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
                trust.init(load(server.trustStore(), server.password()));
                KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
                if (own != null) {
                    keys.init(
                            load(own.keyStore(), own.password()), own.password().toCharArray());
                }
                context.init(own == null ? null : keys.getKeyManagers(), trust.getTrustManagers(), new SecureRandom());
                return HttpClient.newBuilder()
                        .sslContext(context)
                        .version(version)
                        .build();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        private static KeyStore load(Path path, String password) {
            try (InputStream in = Files.newInputStream(path)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(in, password.toCharArray());
                return store;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void certificates_recognizeClients(HttpClient.Version version) {
        String options =
                certificates.options("wanted") + ", clients { one { certificate = \"cn=test-server\", verbs = [get] },"
                        + " two { token-sha256 = \"" + Tokens.sha256(TOKEN) + "\" } }";
        try (TestServer server = TestServer.onMemory(options)) {
            assertThat(server.uri().getScheme()).isEqualTo("https");
            HttpClients known = new HttpClients(server.uri(), certificates.client(certificates.client(), version));
            HttpResponse<byte[]> answer = known.send("GET", "sessions/k");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.version()).isEqualTo(version);
            assertThat(known.send("DELETE", "sessions/k").statusCode()).isEqualTo(403);
            HttpClients without = new HttpClients(server.uri(), certificates.client(null, version));
            assertThat(without.send("GET", "sessions/k").statusCode()).isEqualTo(401);
            assertThat(without.send("DELETE", "sessions/k", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(204);
        }
    }

    @Test
    void certificates_thatAreNeeded_areNeededForTheConnection() {
        try (TestServer server = TestServer.onMemory(certificates.options("needed"))) {
            HttpClient.Version version = HttpClient.Version.HTTP_1_1;
            HttpClients known = new HttpClients(server.uri(), certificates.client(certificates.client(), version));
            assertThat(known.send("POST", "sessions/k", VALUE).statusCode()).isEqualTo(201);
            HttpClients without = new HttpClients(server.uri(), certificates.client(null, version));
            assertThatThrownBy(() -> without.send("GET", "sessions/k")).isInstanceOf(UncheckedIOException.class);
            HttpClients stranger = new HttpClients(server.uri(), certificates.client(certificates.server(), version));
            assertThatThrownBy(() -> stranger.send("GET", "sessions/k")).isInstanceOf(UncheckedIOException.class);
        }
    }

    @Test
    void aRequestForAnotherHost_isRefused_unlessThatIsOff() throws IOException {
        for (boolean isVerified : new boolean[] {true, false}) {
            String options = certificates.options("none") + ", tls.hostname-verification = " + isVerified;
            try (TestServer server = TestServer.onMemory(options)) {
                URI other = URI.create("https://127.0.0.1:" + server.port() + "/v1/sessions/");
                HttpClients http = new HttpClients(other, certificates.client(null, HttpClient.Version.HTTP_1_1));
                assertThat(http.send("GET", "k").statusCode()).isEqualTo(404);
                try (var raw = (SSLSocket) certificates
                        .server()
                        .sslContext()
                        .getSocketFactory()
                        .createSocket("127.0.0.1", server.port())) {
                    raw.getOutputStream()
                            .write("GET /v1/sessions/k HTTP/1.1\r\nHost: example.org\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));
                    String answer = new String(raw.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(answer)
                            .startsWith(isVerified ? "HTTP/1.1 400 " : "HTTP/1.1 404 ")
                            .contains("tag:holdall.dev");
                }
            }
        }
    }

    @Test
    void aHandshakeThatTrickles_endsTheConnection_andOneThatIsDoneDoesNot() throws IOException {
        String options = certificates.options("none") + ", transfer-timeout = 300 ms";
        try (TestServer server = TestServer.onMemory(options);
                RawConnection slow = new RawConnection(server.port());
                var idle = (SSLSocket) certificates
                        .server()
                        .sslContext()
                        .getSocketFactory()
                        .createSocket("127.0.0.1", server.port())) {
            idle.startHandshake();
            slow.write(new byte[] {0x16, 0x03, 0x01, 0x01, 0x00, 0x01});
            assertThat(slow.readOrNull(true)).isNull();
            idle.getOutputStream()
                    .write("GET /v1/sessions/k HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(idle.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void logs_haveNothingOfKeysValuesAndTokens() {
        String options = "access-log = true, clients { wiki { token-sha256 = \"" + Tokens.sha256(TOKEN) + "\" } }";
        try (LogCapture log = new LogCapture("dev.holdall");
                LogCapture jetty = new LogCapture("org.eclipse.jetty");
                TestServer server = TestServer.onMemory(options)) {
            HttpClients http = http(server);
            String key = "secret-key-1";
            http.send(
                    "POST",
                    "sessions/" + key,
                    VALUE,
                    "Authorization",
                    "Bearer " + TOKEN,
                    "X-Request-ID",
                    "r-1",
                    "traceparent",
                    "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
            http.send("GET", "sessions/" + key, "Authorization", "Bearer wrong-" + TOKEN);
            http.send("GET", "sessions/" + key + "/secret-key-1", "Authorization", "Bearer " + TOKEN);
            String lines = log.text() + jetty.text();
            assertThat(lines)
                    .doesNotContain(key)
                    .doesNotContain("secret-value")
                    .doesNotContain(TOKEN)
                    .doesNotContain(Tokens.sha256(TOKEN));
            assertThat(log.text())
                    .contains("method=POST store=sessions key=#"
                            + Tokens.sha256(key).substring(0, 8) + " status=201 problem=- ")
                    .contains("request=r-1 trace=4bf92f3577b34da6a3ce929d0e0e4736 client=wiki")
                    .contains("status=401 problem=unauthenticated");
        }
    }

    @Test
    void aServerForEverybody_saysSo_loudly() {
        try (LogCapture log = new LogCapture("dev.holdall.http")) {
            TestServer.onMemory("host = 0.0.0.0").close();
            assertThat(log.text(Level.WARN)).contains("ANYBODY who reaches 0.0.0.0");
            log.clear();
            TestServer.onMemory("host = 0.0.0.0, clients { a { token-sha256 = \"" + Tokens.sha256("a") + "\" } }")
                    .close();
            assertThat(log.text(Level.WARN)).contains("cross the network unencrypted");
            log.clear();
            TestServer.onMemory("host = localhost").close();
            TestServer.onMemory("").close();
            assertThat(log.text(Level.WARN)).isEmpty();
        }
    }

    @Test
    void options_areChecked_allAtOnce() {
        assertThatThrownBy(() -> TestServer.options("mode = kask2, host = \"\", base-path = v1, tls.enabled = true, "
                        + "tls.client-certificates = needed,"
                        + " max-threads = 1, idle-timeout = 5, acces-log = true, clients { a { "
                        + "token-sha256 = abc,"
                        + " verbs = [read] }, b { certificate = x }, c {}, d { tokens = [] } }"))
                .isInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("holdall.http.mode")
                .hasMessageContaining("holdall.http.host is required")
                .hasMessageContaining("holdall.http.base-path must be a path")
                .hasMessageContaining("holdall.http.tls.key-store is missing")
                .hasMessageContaining("holdall.http.tls.trust-store is missing")
                .hasMessageContaining("holdall.http.max-threads")
                .hasMessageContaining("holdall.http.idle-timeout")
                .hasMessageContaining("holdall.http.acces-log is not an option; did you mean access-log?")
                .hasMessageContaining("holdall.http.clients.a.token-sha256 must be the SHA-256")
                .hasMessageContaining("holdall.http.clients.a.verbs may have these words only: add, change-ttl")
                .hasMessageContaining("holdall.http.clients.b.certificate must be the subject")
                .hasMessageContaining("holdall.http.clients.c.token-sha256 is missing")
                .hasMessageContaining("holdall.http.clients.d.tokens is not an option")
                .message()
                .doesNotContain("abc");
        assertThatThrownBy(() -> TestServer.options("base-path = /metrics/"))
                .hasMessageContaining("holdall.http.base-path must be another one");
        assertThatThrownBy(() -> TestServer.options("clients { a { certificate = \"CN=a\" } }"))
                .hasMessageContaining("set tls.client-certificates to wanted or needed");
        assertThatThrownBy(() -> TestServer.options("tls.client-certificates = wanted"))
                .hasMessageContaining("tls.client-certificates needs tls.enabled = true");
    }

    @Test
    void stores_thatAreNotThere_areReported() {
        assertThatThrownBy(() -> TestServer.onMemory("stores = [session], clients { a { token-sha256 = \""
                        + Tokens.sha256("a") + "\", stores = [users] } }"))
                .isInstanceOf(StoreConfigurationException.class)
                .hasMessageContaining("holdall.http.stores names a store that isn't configured; there are: sessions")
                .hasMessageContaining("holdall.http.clients.a.stores names a store");
        assertThatThrownBy(() -> HttpServer.open(
                        ConfigFactory.parseString("holdall { http { port = 0, mode = kask }, stores { a {}, b {} } }")))
                .hasMessageContaining("holdall.http.stores has to name one store");
    }

    @Test
    void aPortThatIsTaken_isReported() {
        try (TestServer server = TestServer.onMemory("")) {
            assertThatThrownBy(() -> TestServer.onMemory("port = " + server.port()))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("the HTTP server can't listen on 127.0.0.1:" + server.port());
        }
    }
}
