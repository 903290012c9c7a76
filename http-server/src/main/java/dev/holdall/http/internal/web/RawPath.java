package dev.holdall.http.internal.web;

import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemException;
import dev.holdall.http.internal.problems.ProblemType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a path as the client wrote it, and decodes each segment once. So {@code %2F} is a part of a key, and
 * {@code %252F} is the key {@code %2F}.
 */
public final class RawPath {

    private RawPath() {}

    /** Returns the segments after the base path, not decoded; null if the path has another beginning. */
    public static @Nullable List<String> segments(String rawPath, String basePath) {
        return rawPath.startsWith(basePath + "/")
                ? List.of(rawPath.substring(basePath.length() + 1).split("/", -1))
                : null;
    }

    /**
     * Decodes a segment.
     *
     * @throws ProblemException if it is {@code .} or {@code ..}, or not valid UTF-8 with percent signs before two
     *     hexadecimal digits
     */
    public static String decoded(String segment) {
        if (segment.equals(".") || segment.equals("..")) {
            throw invalid("A path has no segments . and ..; write the key %2E or %2E%2E.");
        }
        boolean isPlain = segment.chars().allMatch(c -> c != '%' && c < 0x80);
        return isPlain ? segment : decodedBytes(segment);
    }

    private static String decodedBytes(String segment) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%') {
                bytes.write(digit(segment, i + 1) << 4 | digit(segment, i + 2));
                i += 2;
            } else if (c < 0x80) {
                bytes.write(c);
            } else {
                i += appendRaw(bytes, segment, i);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw invalid("The path isn't UTF-8.");
        }
    }

    /** Appends a character that should have been escaped; the parser puts U+FFFD where the bytes weren't UTF-8. */
    private static int appendRaw(ByteArrayOutputStream bytes, String segment, int at) {
        int codePoint = segment.codePointAt(at);
        if (codePoint == 0xFFFD || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE)) {
            throw invalid("The path isn't UTF-8.");
        }
        bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        return Character.charCount(codePoint) - 1;
    }

    private static int digit(String segment, int at) {
        int digit = at < segment.length() ? hexadecimal(segment.charAt(at)) : -1;
        if (digit < 0) {
            throw invalid("A percent sign in the path has to be followed by two hexadecimal digits.");
        }
        return digit;
    }

    private static int hexadecimal(char c) {
        return c < 0x80 ? Character.digit(c, 16) : -1;
    }

    private static ProblemException invalid(String detail) {
        return Problem.of(ProblemType.INVALID_REQUEST, detail).exception();
    }
}
