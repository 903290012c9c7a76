package dev.holdall.http.internal.kask;

import org.jspecify.annotations.Nullable;

/** Writes JSON as Kask's clients know it: two spaces of indentation, and the escapes of Go's encoder. */
final class KaskJson {

    private KaskJson() {}

    /** Returns an object of names and texts, in this order. */
    static String object(String... namesAndTexts) {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            json.append(i == 0 ? "\n  " : ",\n  ");
            string(json, namesAndTexts[i]);
            json.append(": ");
            string(json, namesAndTexts[i + 1]);
        }
        return json.append("\n}").toString();
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String escape = escape(c);
            if (escape == null) {
                json.append(c);
            } else {
                json.append(escape);
            }
        }
        json.append('"');
    }

    private static @Nullable String escape(char c) {
        return switch (c) {
            case '"' -> "\\\"";
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            case '<', '>', '&', '\u2028', '\u2029' -> String.format("\\u%04x", (int) c);
            default -> c < 0x20 ? String.format("\\u%04x", (int) c) : null;
        };
    }
}
