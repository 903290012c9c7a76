package dev.holdall.internal;

import java.util.Objects;
import java.util.function.Supplier;

/** Calls functions that callers pass in. */
final class UserCode {

    private UserCode() {}

    /**
     * The function's result.
     *
     * @throws UserCodeException with what the function has thrown, or with a {@code NullPointerException} if it returned null
     */
    static <T> T call(Supplier<T> function) {
        try {
            return Objects.requireNonNull(function.get(), "the function given to the store returned null");
        } catch (RuntimeException | Error e) {
            throw new UserCodeException(e);
        }
    }
}
