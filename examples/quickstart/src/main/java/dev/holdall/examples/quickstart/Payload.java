package dev.holdall.examples.quickstart;

import java.util.SplittableRandom;

/**
 * Makes the bytes of sessions, in advance, so that the load measures only the store. To the store, a session is just
 * bytes.
 */
final class Payload {

    private static final int COUNT = 256;
    private static final int LEAST_BYTES = 1_400;
    private static final int MOST_BYTES = 2_600;

    private static final byte[][] SESSIONS = sessions();

    private Payload() {}

    /** Returns the bytes of a session: about 2 KB, like the sessions that Wikipedia writes. */
    static byte[] ofSession(SplittableRandom random) {
        return SESSIONS[random.nextInt(COUNT)];
    }

    private static byte[][] sessions() {
        SplittableRandom random = new SplittableRandom();
        byte[][] sessions = new byte[COUNT][];
        for (int i = 0; i < COUNT; i++) {
            sessions[i] = new byte[random.nextInt(LEAST_BYTES, MOST_BYTES)];
            random.nextBytes(sessions[i]);
        }
        return sessions;
    }
}
