package dev.holdall.logins;

import dev.holdall.Reach;

/**
 * A login that has another token.
 *
 * @param token the new secret for the client: 43 characters of base64url. It can't be had again.
 * @param current the login with its session, as {@link Logins#save} takes it. What was returned for the old token is of
 *     no use any more.
 * @param reach how far the revocation of the old session had come when it was acknowledged. Where it hasn't arrived,
 *     the old token is over as soon as the list has arrived.
 */
public record Renamed(String token, Current current, Reach reach) {

    /** Shows no token. */
    @Override
    public String toString() {
        return "Renamed[" + current + ", " + reach + "]";
    }
}
