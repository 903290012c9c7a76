package dev.holdall.http.internal.rfc;

import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemException;
import dev.holdall.http.internal.problems.ProblemType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code {"keys": ["...", ...]}}, and nothing else. Not thread-safe. */
final class KeyList {

    private final String json;
    private final int maxKeys;
    private final List<String> keys = new ArrayList<>();
    private int at;

    private KeyList(String json, int maxKeys) {
        this.json = json;
        this.maxKeys = maxKeys;
    }

    /**
     * Reads a list of keys.
     *
     * @throws ProblemException if the body isn't such a list, or if it has too many keys
     */
    static List<String> parse(byte[] body, int maxKeys) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
            return new KeyList(text, maxKeys).document();
        } catch (CharacterCodingException e) {
            throw invalid("isn't UTF-8");
        }
    }

    private List<String> document() {
        expect('{');
        if (!string().equals("keys")) {
            throw invalid("has to have one member, keys");
        }
        expect(':');
        expect('[');
        if (peek() == ']') {
            at++;
        } else {
            elements();
        }
        expect('}');
        if (peek() != 0) {
            throw invalid("has something after its end");
        }
        return keys;
    }

    private void elements() {
        char separator;
        do {
            if (keys.size() == maxKeys) {
                throw invalid("has more keys than the server reads at once, " + maxKeys);
            }
            keys.add(string());
            separator = peek();
            at++;
        } while (separator == ',');
        if (separator != ']') {
            throw invalid("isn't JSON");
        }
    }

    /** Skips space, and returns the next character without taking it; 0 at the end. */
    private char peek() {
        while (at < json.length() && " \t\r\n".indexOf(json.charAt(at)) >= 0) {
            at++;
        }
        return at < json.length() ? json.charAt(at) : 0;
    }

    private void expect(char c) {
        if (peek() != c) {
            throw invalid("has to be {\"keys\": [\"...\", ...]}");
        }
        at++;
    }

    private String string() {
        expect('"');
        StringBuilder text = new StringBuilder();
        while (true) {
            char c = next();
            if (c == '"') {
                return text.toString();
            }
            if (c < 0x20) {
                throw invalid("has a control character in a string");
            }
            text.append(c == '\\' ? escaped() : c);
        }
    }

    private char next() {
        if (at >= json.length()) {
            throw invalid("ends within a string");
        }
        return json.charAt(at++);
    }

    private char escaped() {
        char c = next();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode();
            default -> throw invalid("has an escape that JSON doesn't have");
        };
    }

    private char unicode() {
        int code = 0;
        for (int i = 0; i < 4; i++) {
            char c = next();
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                throw invalid("has an escape that JSON doesn't have");
            }
            code = code << 4 | digit;
        }
        return (char) code;
    }

    private static ProblemException invalid(String what) {
        return Problem.of(ProblemType.INVALID_ARGUMENT, "The body " + what + ".")
                .exception();
    }
}
