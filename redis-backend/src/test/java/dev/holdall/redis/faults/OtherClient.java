package dev.holdall.redis.faults;

import dev.holdall.testservers.redis.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Another client, whose command keeps the server busy. */
final class OtherClient {

    private OtherClient() {}

    /** Runs an action while the client waits for the answer to its command, which is given in one line. */
    static void duringCommand(RedisServer server, String command, Runnable meanwhile) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(
                    server.address().getAddress(), server.address().getPort()));
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            meanwhile.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
