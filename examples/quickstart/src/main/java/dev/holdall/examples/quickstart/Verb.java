package dev.holdall.examples.quickstart;

import java.util.SplittableRandom;

/**
 * The calls of the load, with their frequencies: those of a second in Wikipedia's session store (Phabricator T408935).
 */
enum Verb {
    /** A request reads its session: 1,500 a second. */
    GET(1_500),
    /** A request reads a session that doesn't exist: 50 a second. */
    GET_ABSENT(50),
    /** A request that has read its session saves it: 450 a second, most of the 500 writes. */
    UPDATE(450),
    /** A new session is stored: 50 a second. */
    SET(50),
    /** A logout: 25 a second. */
    REVOKE(25);

    private static final int SUM = 2_075;

    private final int perSecond;

    Verb(int perSecond) {
        this.perSecond = perSecond;
    }

    /** Chooses a verb at random, with the frequencies of the profile. */
    static Verb pick(SplittableRandom random) {
        int n = random.nextInt(SUM);
        for (Verb verb : values()) {
            n -= verb.perSecond;
            if (n < 0) {
                return verb;
            }
        }
        throw new IllegalStateException("the frequencies don't add up to " + SUM);
    }
}
