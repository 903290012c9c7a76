package dev.holdall.testservers.processes;

/** Converts an {@code InterruptedException} in methods that don't declare one. */
final class Interruption {

    private Interruption() {}

    /** Sets the thread's interrupt flag again, and returns the exception to throw. */
    static IllegalStateException of(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted", cause);
    }
}
