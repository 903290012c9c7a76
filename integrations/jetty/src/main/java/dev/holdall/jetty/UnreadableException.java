package dev.holdall.jetty;

import java.io.IOException;

/** The metadata of a session can't be read. The message names a field, and never a session. */
final class UnreadableException extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
        super(message);
    }
}
