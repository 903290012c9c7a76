package dev.holdall.redis.internal.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/**
 * A Lua script that a server runs atomically on one key. Each script begins with {@code found.lua}, which reads the
 * stored header, and most end with {@code put.lua}, which stores. A server that knows a script runs it by its hash.
 */
public enum Script {
    READ(Ending.OWN),
    WRITE(Ending.PUT),
    UPDATE(Ending.PUT),
    WRITE_IF_ABSENT(Ending.PUT),
    WRITE_IF_UNCHANGED(Ending.PUT),
    TOUCH(Ending.PUT),
    DELETE(Ending.PUT),
    REVOKE(Ending.OWN),
    INCREMENT(Ending.PUT);

    /** How the text of a script ends: without a common part, or with {@code put.lua}. */
    private enum Ending {
        OWN,
        PUT
    }

    private final String text;
    private final String hash;

    Script(Ending ending) {
        String own = lua("found") + lua(name().toLowerCase(Locale.ROOT));
        text = ending == Ending.PUT ? own + lua("put") : own;
        hash = hash(text);
    }

    public boolean writes() {
        return this != READ;
    }

    String text() {
        return text;
    }

    /** Returns the SHA-1 of the text in 40 hexadecimal digits, by which the server knows the script. */
    String hash() {
        return hash;
    }

    private static String lua(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hash(String text) {
        try {
            byte[] sha1 = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(sha1);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
