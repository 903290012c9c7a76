package dev.holdall.internal.dispatch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Replaces a key in messages by a short hash, which distinguishes keys, but is too short to find the key. */
final class KeyHash {

    private KeyHash() {}

    /** Returns {@code #} and the first eight hexadecimal digits of the key's SHA-256. */
    static String of(String key) {
        byte[] digest = sha256().digest(key.getBytes(StandardCharsets.UTF_8));
        return "#" + HexFormat.of().formatHex(digest, 0, 4);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
