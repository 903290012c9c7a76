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
 * What a server does with one key, atomically: in Lua, between {@code found.lua}, which looks at what is there, and
 * {@code put.lua}, which stores. A server that has it is asked for it by its hash.
 */
public enum Script {
    READ(Ending.OF_ITS_OWN),
    WRITE(Ending.PUT),
    UPDATE(Ending.PUT),
    WRITE_IF_ABSENT(Ending.PUT),
    WRITE_IF_UNCHANGED(Ending.PUT),
    TOUCH(Ending.PUT),
    DELETE(Ending.PUT),
    REVOKE(Ending.OF_ITS_OWN),
    INCREMENT(Ending.PUT);

    /** How a script ends. */
    private enum Ending {
        OF_ITS_OWN,
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

    /** Forty hexadecimal digits, as the server makes them of the text. */
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
