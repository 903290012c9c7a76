package dev.holdall.internal.dispatch;

import java.util.Objects;

/** Carries the exception of a caller's own function, so that the exception reaches the caller unchanged. */
final class UserCodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserCodeException(Throwable thrown) {
        super(null, thrown, false, false);
    }

    /** Returns the exception of the function. */
    Throwable thrown() {
        return Objects.requireNonNull(getCause());
    }
}
