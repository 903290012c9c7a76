package dev.holdall.internal.dispatch;

/**
 * Replaces an exception that a backend should not have thrown. It has the type and the stack trace of that exception,
 * but not its message, which may contain a key or a value.
 */
final class BackendFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BackendFault(Throwable thrown) {
        super(thrown.getClass().getName(), null, false, true);
        setStackTrace(thrown.getStackTrace());
    }
}
