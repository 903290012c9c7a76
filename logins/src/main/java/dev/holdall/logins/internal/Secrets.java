package dev.holdall.logins.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Makes tokens and handles, and the keys that are stored under. A key is a SHA-256 hash, so that no token can be had
 * from it. The name of a user can be guessed from the key of the list, by whoever sees the keys of the store.
 * Thread-safe.
 */
public final class Secrets {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int TOKEN_BYTES = 32;
    private static final int HANDLE_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Secrets() {}

    /** Makes a token of 256 random bits, as 43 characters. */
    public static String token() {
        return random(TOKEN_BYTES);
    }

    /** Makes a handle of 128 random bits, as 22 characters. */
    public static String handle() {
        return random(HANDLE_BYTES);
    }

    private static String random(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return BASE64.encodeToString(random);
    }

    /** Returns the key of the session that a token opens. */
    public static String sessionKey(String token) {
        return hash("token:" + token);
    }

    /** Returns the key of the group that has the logins of a user. */
    public static String groupKey(String user) {
        return hash("user:" + user);
    }

    private static String hash(String text) {
        try {
            return BASE64.encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
