package dev.holdall.logins;

/**
 * The user has as many logins as {@code limit} allows, and {@code at-limit} is {@code refuse}. It says nothing about
 * the password, so it must not be counted as a failed attempt.
 */
public final class TooManyLoginsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** How many logins a user may have. */
    private final int limit;

    TooManyLoginsException(int limit) {
        super("the user has " + limit + " logins, which is the limit; end one of them first");
        this.limit = limit;
    }

    /**
     * Returns the limit.
     *
     * @return how many logins a user may have
     */
    public int limit() {
        return limit;
    }
}
