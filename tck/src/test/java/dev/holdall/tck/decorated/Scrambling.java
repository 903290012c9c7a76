package dev.holdall.tck.decorated;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.spi.StoredEntry;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Changes keys and values: a key becomes its hash, and some bits of each byte of a value are inverted.
 *
 * @param mask the bits to invert
 */
record Scrambling(int mask) {

    String key(String key) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Scrambles a value, or makes a scrambled one readable again. */
    byte[] value(byte[] value) {
        byte[] scrambled = value.clone();
        for (int i = 0; i < scrambled.length; i++) {
            scrambled[i] ^= (byte) mask;
        }
        return scrambled;
    }

    /** Makes an entry readable again. */
    StoredEntry entry(StoredEntry found) {
        return new StoredEntry(value(found.value()), found.version(), found.remaining());
    }
}
