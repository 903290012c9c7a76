package dev.holdall.examples.redisserver;

import dev.holdall.testservers.processes.EnterKey;
import dev.holdall.testservers.processes.ServerStartException;
import dev.holdall.testservers.redis.RedisServer;

/** Starts a Redis server on this machine, and prints the command that runs the quickstart on it. */
public final class OneServer {

    private OneServer() {}

    /**
     * Runs until Enter or Ctrl-C is pressed, but for half an hour at most. Then the server ends, and its data is
     * deleted.
     *
     * @param arguments none
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println("Starting a Redis server ...");
        try (RedisServer server = RedisServer.start()) {
            System.out.println(instructions(server.uri()));
            EnterKey.awaitEnter();
        } catch (ServerStartException e) {
            System.err.println("The server did not start: " + e.getMessage());
            System.exit(1);
        }
    }

    private static String instructions(String uri) {
        return """
                The server answers at %1$s

                To run the quickstart on it, enter in another terminal:

                mvn -q compile exec:java -pl examples/quickstart -am -Dmaven.test.skip \\
                  -Dholdall.defaults.backend=redis \\
                  -Dholdall.defaults.redis.uri=%1$s

                Enter or Ctrl-C ends the server; after half an hour it ends.""".formatted(uri);
    }
}
