package dev.holdall.redis.internal.register;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Lua script that a server runs atomically. A server that knows a script runs it by its hash. */
public final class Script {

    private final String name;
    private final boolean writes;
    private final String text;
    private final String hash;

    private Script(String name, boolean writes, String text) {
        this.name = name;
        this.writes = writes;
        this.text = text;
        this.hash = hash(text);
    }

    /**
     * Makes the script that consists of these files, one after the other.
     *
     * @param writes whether it stores something
     * @param files the names of the files, without {@code .lua}
     */
    static Script of(boolean writes, String... files) {
        return new Script(
                String.join("+", files),
                writes,
                Stream.of(files).map(Script::lua).collect(Collectors.joining()));
    }

    public boolean writes() {
        return writes;
    }

    String text() {
        return text;
    }

    /** Returns the SHA-1 of the text in 40 hexadecimal digits, by which the server knows the script. */
    String hash() {
        return hash;
    }

    @Override
    public String toString() {
        return name;
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
