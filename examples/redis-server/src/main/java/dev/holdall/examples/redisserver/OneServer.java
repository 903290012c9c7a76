package dev.holdall.examples.redisserver;

import dev.holdall.testservers.processes.Keyboard;
import dev.holdall.testservers.processes.ServerStartException;
import dev.holdall.testservers.redis.RedisServer;

/** Starts a Redis server on this machine, and says how to run the quickstart on it. */
public final class OneServer {

    private OneServer() {}

    /**
     * Runs until Enter or Ctrl-C is pressed, but for half an hour at most. Then the server is gone, with its data.
     *
     * @param arguments none
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("Starting a Redis server ...");
        try (RedisServer server = RedisServer.start()) {
            System.out.println(instructions(server.uri()));
            Keyboard.awaitEnter();
        } catch (ServerStartException e) {
            System.err.println("The server did not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static String instructions(String uri) {
        return """
                It answers at %1$s

                The quickstart on it, in another terminal:

                mvn -q compile exec:java -pl examples/quickstart -am \\
                  -Dholdall.defaults.backend=redis \\
                  -Dholdall.defaults.redis.uri=%1$s

                Enter or Ctrl-C ends it, and so does the end of half an hour.""".formatted(uri);
    }
}
