package dev.holdall.internal.dispatch;

import java.util.Objects;

/** Carries what a caller's own function has thrown, so that it reaches the caller as it is. */
final class UserCodeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UserCodeException(Throwable thrown) {
        super(null, thrown, false, false);
    }

    /** What the function has thrown. */
    Throwable thrown() {
        return Objects.requireNonNull(getCause());
    }
}
