package dev.holdall.spi;

/** Opens a backend whose options are known. */
@FunctionalInterface
public interface BackendFactory {

    /**
     * Connects. Called on a thread of Holdall's own, which inherits nothing from the thread that opens the store. May
     * block until {@link BackendContext#openDeadline}; a thread that is still here then is interrupted, and what it
     * opens late is closed again.
     *
     * @param context what the store gives to the backend
     * @return a backend that is ready for use, and that the store closes
     * @throws BackendException if it can't be reached; everything that was begun has been closed again
     */
    SessionBackend open(BackendContext context);
}
