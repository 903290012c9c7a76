package dev.holdall.http.internal.rfc;

import dev.holdall.http.internal.problems.Json;
import dev.holdall.http.internal.problems.Problem;
import dev.holdall.http.internal.problems.ProblemException;
import dev.holdall.http.internal.problems.ProblemType;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads {@code {"keys": ["...", ...]}}, and nothing else. */
final class KeyList {

    private KeyList() {}

    /**
     * Reads a list of keys.
     *
     * @throws ProblemException if the body isn't such a list, or if it has too many keys
     */
    static List<String> parse(byte[] body, int maxKeys) {
        try (JsonParser parser = Json.parser(body)) {
            return document(parser, maxKeys);
        } catch (JacksonException e) {
            // The parser's message may have a part of a key.
            throw invalid("isn't JSON in UTF-8");
        }
    }

    private static List<String> document(JsonParser parser, int maxKeys) {
        expect(parser, JsonToken.START_OBJECT);
        expect(parser, JsonToken.PROPERTY_NAME);
        if (!"keys".equals(parser.currentName())) {
            throw notThat();
        }
        expect(parser, JsonToken.START_ARRAY);
        List<String> keys = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw notThat();
            }
            if (keys.size() == maxKeys) {
                throw invalid("has more keys than the server reads at once, " + maxKeys);
            }
            keys.add(parser.getString());
        }
        expect(parser, JsonToken.END_OBJECT);
        if (parser.nextToken() != null) {
            throw invalid("has something after its end");
        }
        return keys;
    }

    private static void expect(JsonParser parser, JsonToken token) {
        if (parser.nextToken() != token) {
            throw notThat();
        }
    }

    private static ProblemException notThat() {
        return invalid("has to be {\"keys\": [\"...\", ...]}");
    }

    private static ProblemException invalid(String what) {
        return Problem.of(ProblemType.INVALID_ARGUMENT, "The body " + what + ".")
                .exception();
    }
}
