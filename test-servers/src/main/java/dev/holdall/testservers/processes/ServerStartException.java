package dev.holdall.testservers.processes;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a server doesn't start. The message names the server and has the end of its log, or says what this
 * machine lacks.
 */
public final class ServerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
