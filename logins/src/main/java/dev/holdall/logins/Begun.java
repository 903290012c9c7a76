package dev.holdall.logins;

import java.util.List;

/**
 * A login that has begun.
 *
 * @param token the secret that the client sends with each request, for example in a cookie: 43 characters of base64url.
 *     It can't be had again.
 * @param login the login
 * @param others the other logins of the user, the oldest first; what an application needs in order to tell the user of
 *     a new device
 */
public record Begun(String token, Login login, List<Login> others) {

    /**
     * Makes an answer.
     *
     * @param token the secret
     * @param login the login
     * @param others the other logins of the user; copied
     */
    public Begun {
        others = List.copyOf(others);
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "Begun[" + login + ", " + others.size() + " others]";
    }
}
