package dev.holdall.redis.internal.options;

import dev.holdall.spi.BackendOptions;
import org.jspecify.annotations.Nullable;

/**
 * A user and a password; neither is shown.
 *
 * @param username null for the user default
 */
public record Credentials(@Nullable String username, String password) {

    /** Null where there are none. */
    static @Nullable Credentials read(BackendOptions options, String block) {
        String username = options.text(block + "username").orElse(null);
        String password = options.text(block + "password").orElse(null);
        if (username != null && password == null) {
            options.problem(block + "password", "is missing; " + block + "username is set");
        }
        return password == null ? null : new Credentials(username, password);
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
