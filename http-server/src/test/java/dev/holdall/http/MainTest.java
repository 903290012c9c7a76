package dev.holdall.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the server as a process. */
class MainTest {

    private static final int AFTER_SIGTERM = 143;
    private static final int CONFIGURATION = 78;
    private static final int UNAVAILABLE = 69;

    @TempDir
    private Path folder;

    private Process start(String... properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1");
        for (String property : properties) {
            command.add("-D" + property);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("out"), StandardCharsets.UTF_8);
    }

    private static int exit(Process process) throws InterruptedException {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void process_servesUntilItIsTold_toEnd() throws IOException, InterruptedException {
        int port = freePort();
        Process process = start("holdall.stores.sessions.backend=memory", "holdall.http.port=" + port);
        URI uri = URI.create("http://127.0.0.1:" + port + "/v1/");
        HttpClients http = new HttpClients(uri, HttpClient.Version.HTTP_1_1);
        await().atMost(Duration.ofSeconds(60)).until(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            return isServed(http);
        });
        process.destroy();
        assertThat(exit(process)).isEqualTo(AFTER_SIGTERM);
    }

    private static boolean isServed(HttpClients http) {
        try {
            return http.send("POST", "sessions/k", new byte[1]).statusCode() == 201;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    @Test
    void wrongConfiguration_andATakenPort_haveStatusesOfTheirOwn() throws IOException, InterruptedException {
        String store = "holdall.stores.sessions.backend=memory";
        assertThat(exit(start(store, "holdall.http.port=x"))).isEqualTo(CONFIGURATION);
        assertThat(output())
                .contains("holdall.http.port must be a whole number")
                .doesNotContain("\tat ");
        try (TestServer server = TestServer.onMemory("")) {
            assertThat(exit(start(store, "holdall.http.port=" + server.port()))).isEqualTo(UNAVAILABLE);
            assertThat(output()).contains("the HTTP server can't listen on 127.0.0.1:" + server.port());
        }
    }
}
