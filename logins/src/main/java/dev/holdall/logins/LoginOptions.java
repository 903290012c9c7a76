package dev.holdall.logins;

import com.typesafe.config.Config;
import dev.holdall.config.SessionStores;
import dev.holdall.spi.BackendOptions;
import java.time.Duration;

/**
 * How long logins live, and how many a user may have. Immutable. The {@code reference.conf} of this artifact has the
 * defaults, and describes each option.
 *
 * @param idle how long a login lives without being used
 * @param absolute how long a login lives at most, however often it is used
 * @param limit how many logins a user may have
 * @param atLimit what happens to one more
 * @param recheck for how long this process relies on a check, before it reads the user's list again; zero to read it at
 *     each check
 * @param seenWrites how many times at most within {@code idle} a check writes that the login was seen
 */
public record LoginOptions(
        Duration idle, Duration absolute, int limit, AtLimit atLimit, Duration recheck, int seenWrites) {

    private static final String BLOCK = "logins";
    private static final Duration LEAST_IDLE = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofDays(10_000);
    private static final int MOST_LOGINS = 1_000;
    private static final int MOST_WRITES = 1_000;

    /**
     * Checks the options.
     *
     * @param idle how long a login lives without being used; a minute or more
     * @param absolute how long a login lives at most; not below {@code idle}, and 10,000 days at most
     * @param limit from 1 to 1,000
     * @param atLimit what happens to one more
     * @param recheck from zero to a tenth of {@code idle}
     * @param seenWrites from 2 to 1,000
     * @throws IllegalArgumentException if one of them is out of bounds
     */
    public LoginOptions {
        require(idle.compareTo(LEAST_IDLE) >= 0, "idle must be a minute or more");
        require(absolute.compareTo(idle) >= 0, "absolute must not be below idle");
        require(absolute.compareTo(MOST) <= 0, "absolute must be at most 10,000 days");
        require(limit >= 1 && limit <= MOST_LOGINS, "limit must be from 1 to 1,000");
        require(
                !recheck.isNegative() && recheck.compareTo(mostRecheck(idle)) <= 0,
                "recheck must be from zero to a tenth of idle");
        require(seenWrites >= 2 && seenWrites <= MOST_WRITES, "seen-writes must be from 2 to 1,000");
    }

    private static Duration mostRecheck(Duration idle) {
        return idle.dividedBy(10);
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException("holdall.logins: " + rule);
        }
    }

    /**
     * Reads the options from {@code holdall.logins} of the application's configuration.
     *
     * @return the options; those that nothing sets are the defaults
     * @throws dev.holdall.StoreConfigurationException with all problems of the configuration
     */
    public static LoginOptions configured() {
        return SessionStores.options(BLOCK, LoginOptions::read);
    }

    /**
     * Reads the options from {@code holdall.logins} of a configuration that the application has made itself.
     *
     * @param config a configuration, with or without the block
     * @return the options; those that it doesn't set are the defaults
     * @throws dev.holdall.StoreConfigurationException with all problems of the configuration
     */
    public static LoginOptions from(Config config) {
        return SessionStores.options(BLOCK, config, LoginOptions::read);
    }

    private static LoginOptions read(BackendOptions options) {
        Duration idle = options.duration("idle", LEAST_IDLE, MOST);
        Duration absolute = options.duration("absolute", LEAST_IDLE, MOST);
        Duration recheck = options.duration("recheck", Duration.ZERO, MOST);
        if (absolute.compareTo(idle) < 0) {
            options.problem("absolute", "must not be below idle");
        }
        if (recheck.compareTo(mostRecheck(idle)) > 0) {
            options.problem("recheck", "must not be above a tenth of idle");
        }
        return new LoginOptions(
                idle,
                absolute.compareTo(idle) < 0 ? idle : absolute,
                options.integer("limit", 1, MOST_LOGINS),
                options.choice("at-limit", AtLimit.class),
                recheck.compareTo(mostRecheck(idle)) > 0 ? Duration.ZERO : recheck,
                options.integer("seen-writes", 2, MOST_WRITES));
    }
}
