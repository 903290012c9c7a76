package dev.holdall.testservers.processes;

/** An interrupt in code that declares none. */
final class Interruption {

    private Interruption() {}

    /** Sets the thread's interrupt again. */
    static IllegalStateException of(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", cause);
    }
}
