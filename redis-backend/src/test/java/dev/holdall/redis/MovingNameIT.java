package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.redis.RedisServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Lets the name of a server move to another server. The stores are in a JVM of their own, which looks names up in a
 * hosts file of this test, and caches nothing.
 */
@Tag("deep")
class MovingNameIT {

    private static final String NAME = "sessions.test";
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path folder;

    @Test
    void nameThatMoves_isFoundAgain_byAStoreThatIsOpen_andByANewOne() throws Exception {
        try (RedisServer first = RedisServer.start();
                RedisServer second = RedisServer.start()) {
            assertThat(second.address().getPort()).isEqualTo(first.address().getPort());
            point(first);
            Process user = start("redis://" + NAME + ":" + first.address().getPort());
            try {
                awaitOpen(user);
                assertThat(first.admin().keys("*")).containsExactly("before");

                point(second);
                first.kill();
                OutputStream input = user.getOutputStream();
                input.write('\n');
                input.flush();

                assertThat(user.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
                assertThat(user.exitValue()).as(output()).isZero();
                assertThat(second.admin().keys("*")).containsExactlyInAnyOrder("after", "anew");
            } finally {
                user.destroyForcibly();
            }
        }
    }

    private void point(RedisServer server) throws IOException {
        Path next = folder.resolve("next");
        Files.writeString(next, server.address().getAddress().getHostAddress() + " " + NAME + "\n");
        Files.move(next, hosts(), StandardCopyOption.ATOMIC_MOVE);
    }

    private Path hosts() {
        return folder.resolve("hosts");
    }

    private Process start(String uri) throws IOException {
        Path security = Files.writeString(
                folder.resolve("java.security"), "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(List.of(
                        java,
                        "-Djdk.net.hosts.file=" + hosts(),
                        "-Djava.security.properties=" + security,
                        "-cp",
                        System.getProperty("java.class.path"),
                        NameUser.class.getName(),
                        uri))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private void awaitOpen(Process user) {
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> !user.isAlive() || output().contains(NameUser.OPEN));
        assertThat(output()).contains(NameUser.OPEN);
    }

    private String output() {
        try {
            return Files.readString(folder.resolve("output"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
