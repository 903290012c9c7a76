package dev.holdall.spi;

/** Opens a backend whose options have been read. */
@FunctionalInterface
public interface BackendFactory {

    /**
     * Opens the backend, and connects to its servers. Holdall calls this method on a thread of its own, which inherits
     * nothing from the thread that opens the store. The method may block until {@link BackendContext#openDeadline}. If
     * it hasn't returned by then, its thread is interrupted, and a backend that it returns later is closed again.
     *
     * @param context what the store provides to the backend
     * @return a backend that is ready for use; the store closes it
     * @throws BackendException if the backend can't be reached. This method has closed everything that it had opened.
     */
    SessionBackend open(BackendContext context);
}
