package dev.holdall.spi;

import org.jspecify.annotations.Nullable;

/**
 * The user name and the password for the servers: the options {@code username} and {@code password} of a backend.
 * {@link #toString} shows neither. Immutable.
 *
 * @param username the user name; null for the servers' default user
 * @param password the password
 */
public record Credentials(@Nullable String username, String password) {

    /**
     * Reads the options {@code username} and {@code password}, and reports a user without a password.
     *
     * @param options the backend's options
     * @param prefix the prefix of the names of both options, such as {@code sentinel.}; empty for none
     * @return the credentials; null if no password is set
     */
    public static @Nullable Credentials read(BackendOptions options, String prefix) {
        String username = options.text(prefix + "username").orElse(null);
        String password = options.text(prefix + "password").orElse(null);
        if (username != null && password == null) {
            options.problem(prefix + "password", "is missing; " + prefix + "username is set");
        }
        return password == null ? null : new Credentials(username, password);
    }

    @Override
    public String toString() {
        return "Credentials[***]";
    }
}
