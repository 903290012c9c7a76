package dev.holdall.spi;

/** Opens a backend whose options are known. */
@FunctionalInterface
public interface BackendFactory {

    /**
     * Connects. May block, for the backend's own timeout at most.
     *
     * @param context what the store gives to the backend
     * @return a backend that is ready for use, and that the store closes
     * @throws BackendException if it can't be reached; everything that was begun has been closed again
     */
    SessionBackend open(BackendContext context);
}
