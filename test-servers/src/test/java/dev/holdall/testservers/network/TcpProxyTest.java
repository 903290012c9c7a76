package dev.holdall.testservers.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.testservers.processes.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpProxyTest {

    private static final int QUIET_MILLIS = 200;

    private final Link link = new Link();
    private final ServerSocket echo;
    private final TcpProxy proxy;

    TcpProxyTest() throws IOException {
        echo = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new InetSocketAddress(echo.getInetAddress(), echo.getLocalPort()),
                link);
    }

    @BeforeEach
    void startEcho() {
        Threads.daemon("echo", this::acceptAll).start();
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void bytes_passBothWays() throws IOException {
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
            client.shutdownOutput();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void delay_slowsBothWays() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            link.delay(Duration.ofMillis(50));
            long start = System.nanoTime();
            assertThat(echoed(client, 2)).isEqualTo(2);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(100));
        }
    }

    @Test
    void cut_resetsOldAndNewConnections() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            link.cut();
            assertThatThrownBy(() -> echoed(client, 2)).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> {
                        try (Socket second = connect()) {
                            echoed(second, 3);
                        }
                    })
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void heal_afterCut_letsNewConnectionsThrough() throws IOException {
        link.cut();
        link.heal();
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
        }
    }

    @Test
    void blackHole_swallowsWithoutReset_andHealResets() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            link.blackHole();
            client.setSoTimeout(QUIET_MILLIS);
            assertThatThrownBy(() -> echoed(client, 2)).isInstanceOf(SocketTimeoutException.class);
            link.heal();
            client.setSoTimeout(0);
            assertThatThrownBy(() -> echoed(client, 3)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void blackHole_leavesIdleConnectionsWhole() throws IOException {
        try (Socket client = connect()) {
            echoed(client, 1);
            link.blackHole();
            link.heal();
            assertThat(echoed(client, 2)).isEqualTo(2);
        }
    }

    @Test
    void preface_choosesTheLink() throws IOException {
        Link cut = new Link();
        cut.cut();
        try (TcpProxy routed = TcpProxy.start(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        proxy.address(),
                        1,
                        preface -> preface[0] == 1 ? link : cut);
                Socket open = new Socket(
                        routed.address().getAddress(), routed.address().getPort());
                Socket closed = new Socket(
                        routed.address().getAddress(), routed.address().getPort())) {
            assertThat(echoed(open, 1)).isEqualTo(1);
            assertThatThrownBy(() -> echoed(closed, 2)).isInstanceOf(SocketException.class);
        }
    }

    private Socket connect() throws IOException {
        return new Socket(proxy.address().getAddress(), proxy.address().getPort());
    }

    private static int echoed(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
        int answer = socket.getInputStream().read();
        if (answer < 0) {
            throw new SocketException("closed");
        }
        return answer;
    }

    private void acceptAll() {
        while (!echo.isClosed()) {
            try {
                Socket client = echo.accept();
                Threads.daemon("echo", () -> echo(client)).start();
            } catch (IOException closed) {
                // The loop ends if the socket is closed.
            }
        }
    }

    private static void echo(Socket client) {
        try (client) {
            client.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException broken) {
            // The test has closed the connection.
        }
    }
}
