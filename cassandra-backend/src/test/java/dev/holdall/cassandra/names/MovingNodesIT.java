package dev.holdall.cassandra.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.holdall.cassandra.Clusters;
import dev.holdall.testservers.network.Link;
import dev.holdall.testservers.network.LoopbackRange;
import dev.holdall.testservers.network.TcpProxy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster whose nodes all get new addresses, as after a restart in Kubernetes. The node stands behind a proxy, so
 * that its address is the proxy's.
 */
@Tag("deep")
class MovingNodesIT {

    private static final int PORT = 9042;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @Test
    void storeFindsTheNodesAgain_whenAllOfThemHaveNewAddresses() throws IOException {
        try (LoopbackRange addresses = LoopbackRange.take(PORT)) {
            TcpProxy before = proxy(addresses.near(1));
            Path hosts = hosts(addresses.near(1));
            try (StoreProcess store = StoreProcess.start(folder, hosts, options())) {
                assertThat(store.call()).isEqualTo("works");

                before.close();
                await().atMost(PATIENCE).until(() -> store.call().contains("no node of the local data centre"));
                await().atMost(PATIENCE)
                        .until(() -> store.call().contains("connecting anew failed: no node could be reached"));
                hosts(addresses.near(2));
                try (TcpProxy after = proxy(addresses.near(2))) {
                    assertThat(after.address().getPort()).isEqualTo(PORT);
                    await().atMost(PATIENCE).until(() -> store.call().equals("works"));
                }
            } finally {
                before.close();
            }
        }
    }

    private static TcpProxy proxy(InetAddress address) {
        return TcpProxy.start(
                new InetSocketAddress(address, PORT),
                Clusters.shared().node(Clusters.EQIAD, 0).contactPoint(),
                new Link());
    }

    /** Writes the file of names, so that the contact point has this address. */
    private Path hosts(InetAddress address) throws IOException {
        Path replacement = Files.writeString(
                folder.resolve("hosts.new"), "127.0.0.1 localhost\n" + address.getHostAddress() + " cassandra.test\n");
        return Files.move(
                replacement,
                folder.resolve("hosts"),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String options() {
        return ConfigFactory.parseString("contact-points = [cassandra.test]")
                .withFallback(Clusters.options(Clusters.shared(), Clusters.EQIAD))
                .root()
                .render(ConfigRenderOptions.concise());
    }
}
