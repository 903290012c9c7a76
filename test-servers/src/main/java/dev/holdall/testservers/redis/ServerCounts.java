package dev.holdall.testservers.redis;

/**
 * Checks how many servers a topology has. {@code LoopbackRange} probes the ports of only 16 addresses, so there may not
 * be more.
 */
final class ServerCounts {

    private ServerCounts() {}

    static int require(String what, int number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    number + " " + what + ": from " + min + " to " + max + " can be started");
        }
        return number;
    }
}
