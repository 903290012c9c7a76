package dev.holdall.testservers.processes;

import org.jspecify.annotations.Nullable;

/** A server didn't start: the message says which, and holds the end of its log; or says what this machine lacks. */
public final class ServerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ServerStartException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
