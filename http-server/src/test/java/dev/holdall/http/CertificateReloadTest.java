package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.processes.ServerCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate that is renewed while the server runs. */
@Tag("deep")
class CertificateReloadTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path folder;

    @Test
    void certificateThatIsReplaced_isUsedByNewConnections_andOneThatCantBeUsedIsNot() throws IOException {
        ServerCertificate first = certificate("first");
        ServerCertificate second = certificate("second");
        Path served = Files.copy(first.keyStore(), folder.resolve("served.p12"));
        String options =
                "tls { enabled = true, key-store = \"" + served + "\", key-store-password = " + first.password() + " }";
        try (TestServer server = TestServer.onMemory(options);
                LogCapture log = new LogCapture("dev.holdall.http")) {
            assertThat(serves(server, first)).isTrue();

            Files.delete(served);
            await().atMost(PATIENCE).until(() -> log.text().contains("can't be used"));
            assertThat(serves(server, first)).isTrue();

            log.clear();
            Files.write(served, new byte[] {1, 2, 3});
            await().atMost(PATIENCE).until(() -> log.text().contains("can't be used"));
            assertThat(serves(server, first)).isTrue();

            Files.copy(second.keyStore(), served, StandardCopyOption.REPLACE_EXISTING);
            await().atMost(PATIENCE).until(() -> serves(server, second));
            assertThat(serves(server, first)).isFalse();
            assertThat(log.text()).contains("the certificates have been replaced");
        }
    }

    private ServerCertificate certificate(String name) throws IOException {
        return ServerCertificate.create(
                Files.createDirectory(folder.resolve(name)), List.of(InetAddress.getLoopbackAddress()));
    }

    /** Tells whether a client can connect that trusts this certificate alone. */
    private static boolean serves(TestServer server, ServerCertificate certificate) throws IOException {
        try (var socket =
                (SSLSocket) certificate.sslContext().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.startHandshake();
            return true;
        } catch (SSLHandshakeException e) {
            return false;
        }
    }
}
