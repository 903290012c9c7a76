package dev.holdall.redis;

import static org.awaitility.Awaitility.await;

import dev.holdall.testservers.RedisServer;
import io.lettuce.core.RedisCommandExecutionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Another client's script that runs until it is killed, on a server that says so to others after a tenth of a second. */
final class BusyScript {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final byte[] ENDLESS = "EVAL \"while true do end\" 0\r\n".getBytes(StandardCharsets.US_ASCII);

    private final RedisServer server;
    private final Socket client = new Socket();

    private BusyScript(RedisServer server) {
        this.server = server;
    }

    /** Does something while the script runs. */
    static void during(RedisServer server, Runnable meanwhile) {
        BusyScript script = startOn(server);
        try {
            meanwhile.run();
        } finally {
            script.kill();
        }
    }

    private static BusyScript startOn(RedisServer server) {
        server.admin().configSet("lua-time-limit", "100");
        BusyScript script = new BusyScript(server);
        script.start();
        await().atMost(PATIENCE).until(script::isRunning);
        return script;
    }

    private void start() {
        try {
            client.connect(new InetSocketAddress(
                    server.address().getAddress(), server.address().getPort()));
            client.getOutputStream().write(ENDLESS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isRunning() {
        try {
            server.admin().ping();
            return false;
        } catch (RedisCommandExecutionException busy) {
            return true;
        }
    }

    private void kill() {
        server.execute("SCRIPT", "KILL");
        await().atMost(PATIENCE).until(() -> !isRunning());
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
