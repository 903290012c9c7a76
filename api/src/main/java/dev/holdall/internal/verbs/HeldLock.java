package dev.holdall.internal.verbs;

import dev.holdall.Version;
import java.security.SecureRandom;

/**
 * A lock that was taken.
 *
 * @param token the value that it is stored with, which no other holder has: some backends compare values, not versions
 * @param version the version that it is stored with, its fencing version
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record HeldLock(byte[] token, Version version) {

    private static final int TOKEN_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static byte[] newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        return token;
    }
}
