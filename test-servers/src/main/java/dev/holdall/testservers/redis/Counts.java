package dev.holdall.testservers.redis;

/** How many servers a topology may have: as many as there are addresses. */
final class Counts {

    private Counts() {}

    static int require(String what, int number, int min, int max) {
        if (number < min || number > max) {
            throw new IllegalArgumentException(
                    number + " " + what + ": from " + min + " to " + max + " can be started");
        }
        return number;
    }
}
