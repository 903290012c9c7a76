package dev.holdall.examples.quickstart;

import java.util.SplittableRandom;

/** What the load does, and how often: a second of Wikipedia's session store (Phabricator T408935). */
enum Verb {
    /** A request reads its session: 1,500 a second. */
    GET(1_500),
    /** A request reads a session that isn't there: 50 a second. */
    GET_ABSENT(50),
    /** A request that has read its session saves it: most of the 500 writes a second. */
    UPDATE(450),
    /** A new session. */
    SET(50),
    /** A logout: 25 a second. */
    REVOKE(25);

    private static final int SUM = 2_075;

    private final int perSecond;

    Verb(int perSecond) {
        this.perSecond = perSecond;
    }

    /** One of the verbs, as often as the profile has it. */
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
