package dev.holdall.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.cassandra.CassandraCluster;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("deep")
class LeftBehindIT {

    /** Starts a node, pauses it, prints its process ID, and waits to be killed. */
    static final class Starter {

        private Starter() {}

        public static void main(String[] arguments) throws IOException {
            try (CassandraCluster cluster =
                    CassandraCluster.builder().dataCenter("eqiad", 1).start()) {
                cluster.node("eqiad", 0).pause();
                System.out.println("node " + cluster.node("eqiad", 0).pid());
                System.in.read();
            }
        }
    }

    @Test
    void pausedNode_ofAKilledJvm_isKilled(@TempDir Path temp) throws Exception {
        Process starter = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.io.tmpdir=" + temp,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Starter.class.getName())
                .redirectError(Redirect.INHERIT)
                .start();
        try {
            ProcessHandle node = ProcessHandle.of(nodeOf(starter)).orElseThrow();
            assertThat(node.isAlive()).isTrue();

            starter.destroyForcibly().waitFor();

            await().atMost(Duration.ofSeconds(10)).until(() -> !node.isAlive());
        } finally {
            starter.destroyForcibly();
        }
    }

    private static long nodeOf(Process starter) throws IOException {
        BufferedReader output = starter.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("node ")) {
                return Long.parseLong(line.substring("node ".length()));
            }
        }
        throw new AssertionError("no node was started");
    }
}
