package dev.holdall.internal.dispatch;

/**
 * Stands for an exception that a backend should not have thrown: its type and stack trace, without its message, which
 * may hold a key or a value.
 */
final class BackendFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BackendFault(Throwable thrown) {
        super(thrown.getClass().getName(), null, false, true);
        setStackTrace(thrown.getStackTrace());
    }
}
