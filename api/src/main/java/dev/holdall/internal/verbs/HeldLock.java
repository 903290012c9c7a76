package dev.holdall.internal.verbs;

import dev.holdall.Version;
import java.security.SecureRandom;

/**
 * A lock that a caller holds.
 *
 * @param token the value that the lock is stored with. It is different for each holder, because some backends compare
 *     values instead of versions.
 * @param version the version that the lock is stored with, which is its fencing version
 */
@SuppressWarnings("ArrayRecordComponent") // Instances are never compared.
public record HeldLock(byte[] token, Version version) {

    private static final int TOKEN_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    static byte[] newToken() {
        byte[] token = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(token);
        return token;
    }
}
