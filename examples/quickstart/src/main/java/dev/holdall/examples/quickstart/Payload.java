package dev.holdall.examples.quickstart;

import java.util.SplittableRandom;

/** The bytes of sessions, to the store just bytes: made beforehand, so that the load measures the store. */
final class Payload {

    private static final int COUNT = 256;
    private static final int LEAST_BYTES = 1_400;
    private static final int MOST_BYTES = 2_600;

    private static final byte[][] SESSIONS = sessions();

    private Payload() {}

    /** About 2 KB, as sessions of Wikipedia are when they are written. */
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
