package dev.holdall.logins;

import java.time.Instant;
import java.util.Map;

/**
 * A login of a user, as a list shows it. It has nothing that could be used as a token.
 *
 * @param handle names the login for {@link Logins#end}; 22 characters
 * @param begun when the user authenticated
 * @param lastSeen when the login was last checked, as exact as {@code seen-writes} has it
 * @param expiry when the login ends if it isn't used
 * @param attributes what the application gave when the login began
 * @param current whether this is the login of the token that the caller gave; false if it gave none
 */
public record Login(
        String handle,
        Instant begun,
        Instant lastSeen,
        Instant expiry,
        Map<String, String> attributes,
        boolean current) {

    /**
     * Makes a login.
     *
     * @param handle names the login
     * @param begun when the user authenticated
     * @param lastSeen when the login was last checked
     * @param expiry when the login ends if it isn't used
     * @param attributes what the application gave; copied
     * @param current whether this is the caller's
     */
    public Login {
        attributes = Map.copyOf(attributes);
    }

    /** Shows times, and neither handle nor attributes. */
    @Override
    public String toString() {
        return "Login[begun " + begun + ", last seen " + lastSeen + ", expires " + expiry + "]";
    }
}
