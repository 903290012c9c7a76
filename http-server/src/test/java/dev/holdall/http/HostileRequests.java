package dev.holdall.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Makes requests as seeds have it: some that are right, and some that no server should be sent. Not thread-safe. */
final class HostileRequests {

    static final String CANARY = "canary";
    static final String CANARY_VALUE = "the canary's value, which nobody writes again";
    static final String SCRATCH = "scratch";
    static final String SMUGGLED = "smuggled";

    /** A request after which the connection goes on. */
    record Right(String text, boolean isHead, int status) {}

    private static final String TARGET = " /v1/sessions/";
    private static final String VERSION = " HTTP/1.1\r\nHost: h\r\n";
    private static final String HIDDEN =
            "POST /v1/sessions/" + SMUGGLED + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx";

    private final SplittableRandom random;

    HostileRequests(SplittableRandom random) {
        this.random = random;
    }

    /** Returns a value that shows by itself whether it is whole. */
    private String value() {
        String digits = Integer.toString(random.nextInt(1_000_000));
        return "<" + digits + ":" + digits.repeat(random.nextInt(1, 40)) + ">";
    }

    /** Tells whether a value is one of {@link #value}, from its beginning to its end. */
    static boolean isWhole(String value) {
        int colon = value.indexOf(':');
        if (!value.startsWith("<") || !value.endsWith(">") || colon < 0) {
            return false;
        }
        String digits = value.substring(1, colon);
        String rest = value.substring(colon + 1, value.length() - 1);
        return !rest.isEmpty() && rest.replace(digits, "").isEmpty();
    }

    Right right() {
        return switch (random.nextInt(12)) {
            case 0, 1 -> new Right("GET" + TARGET + CANARY + VERSION + "\r\n", false, 200);
            case 2 -> new Right("HEAD" + TARGET + CANARY + VERSION + "\r\n", true, 200);
            case 3 -> new Right(post(value(), ""), false, 201);
            case 4 -> new Right(chunked(value()), false, 201);
            case 5 -> new Right("GET" + TARGET + CANARY + "?a=b" + VERSION + "\r\n", false, 400);
            case 6 -> new Right("DELETE" + TARGET + "other" + VERSION + "\r\n", false, 204);
            case 7 -> new Right("FOO" + TARGET + CANARY + VERSION + "\r\n", false, 405);
            case 8 -> new Right(post(value(), "Cache-Control: max-age=0\r\n"), false, 400);
            case 9 ->
                new Right("GET" + TARGET + "k".repeat(random.nextInt(1_025, 2_000)) + VERSION + "\r\n", false, 400);
            case 10 -> new Right("GET http://h" + TARGET.strip() + CANARY + VERSION + "\r\n", false, 200);
            default -> new Right(keys("{\"keys\":[\"" + CANARY + "\",\"absent\"]}"), false, 200);
        };
    }

    private static String post(String value, String headers) {
        return "POST" + TARGET + SCRATCH + VERSION + headers + "Content-Length: " + value.length() + "\r\n\r\n" + value;
    }

    private static String keys(String json) {
        return "POST /v1/sessions" + VERSION + "Content-Length: " + json.length() + "\r\n\r\n" + json;
    }

    private String chunked(String value) {
        StringBuilder body = new StringBuilder();
        for (int at = 0; at < value.length(); ) {
            int size = Math.min(value.length() - at, random.nextInt(1, 20));
            body.append(Integer.toHexString(size))
                    .append(random.nextBoolean() ? "" : ";x=y")
                    .append("\r\n")
                    .append(value, at, at + size)
                    .append("\r\n");
            at += size;
        }
        return "POST" + TARGET + SCRATCH + VERSION + "Transfer-Encoding: chunked\r\n\r\n" + body + "0\r\n\r\n";
    }

    /** Returns the last bytes of a connection. */
    byte[] wrong() {
        return switch (random.nextInt(5)) {
            case 0 -> smuggling().getBytes(StandardCharsets.ISO_8859_1);
            case 1 -> broken().getBytes(StandardCharsets.ISO_8859_1);
            case 2 -> noise();
            case 3 -> cut(elsewhere(right().text()));
            default -> mutated(elsewhere(right().text()));
        };
    }

    /** Hides a request where one of two servers would take it for a body, and the other for a request. */
    private String smuggling() {
        String chunk = Integer.toHexString(HIDDEN.length()) + "\r\n" + HIDDEN + "\r\n0\r\n\r\n";
        List<String> tries = List.of(
                "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\nContent-Length: " + chunk.length() + "\r\n\r\n" + chunk,
                "Content-Length: 0\r\nContent-Length: " + HIDDEN.length() + "\r\n\r\n" + HIDDEN,
                "Content-Length: 0, " + HIDDEN.length() + "\r\n\r\n" + HIDDEN,
                "Content-Length: +0\r\n\r\n" + HIDDEN,
                "Content-Length: 0x0\r\n\r\n" + HIDDEN,
                "Content-Length : 0\r\n\r\n" + HIDDEN,
                "Content-Length:\r\n 0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding\r\n : chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                "X: y\rTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff0\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\r\n\r\n1\r\nxx0\r\n\r\n" + HIDDEN,
                "Transfer-Encoding: chunked\n\r\n0\n\n" + HIDDEN);
        return "POST" + TARGET + "decoy" + VERSION + tries.get(random.nextInt(tries.size()));
    }

    /** Changes a request so that it writes another key: what is spoilt may store a value that isn't whole. */
    private static String elsewhere(String text) {
        return text.replace(SCRATCH, "spoilt");
    }

    private String broken() {
        return switch (random.nextInt(14)) {
            case 0 ->
                "GET" + TARGET + CANARY + VERSION + "X: " + "x".repeat(random.nextInt(9_000, 40_000)) + "\r\n\r\n";
            case 1 -> "GET" + TARGET + "k".repeat(random.nextInt(5_000, 40_000)) + VERSION + "\r\n";
            case 2 -> "GET" + TARGET + CANARY + VERSION + "X: y\r\n".repeat(random.nextInt(2_000, 5_000)) + "\r\n";
            case 3 -> "GET" + TARGET + CANARY + " HTTP/9.9\r\nHost: h\r\n\r\n";
            case 4 -> "GET" + TARGET + CANARY + "\r\n\r\n";
            case 5 -> "GET" + TARGET + CANARY + " HTTP/1.1\r\n\r\n";
            case 6 -> "GET" + TARGET + CANARY + VERSION + "X: \u0000\r\n\r\n";
            case 7 -> "GET" + TARGET + "\u0000" + VERSION + "\r\n";
            case 8 -> "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + "\u0000\u0000\u00ff\u00ff".repeat(random.nextInt(1, 50));
            case 9 ->
                "GET" + TARGET + CANARY + VERSION + "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                        + "HTTP2-Settings: " + "!".repeat(random.nextInt(30)) + "\r\n\r\n";
            case 10 -> "CONNECT h:443 HTTP/1.1\r\nHost: h:443\r\n\r\n";
            case 11 -> "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n";
            case 12 -> "GET ../../" + CANARY + VERSION + "\r\n";
            default ->
                "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003".repeat(random.nextInt(1, 50));
        };
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(1, 2_000)];
        random.nextBytes(noise);
        return noise;
    }

    private byte[] cut(String text) {
        return text.substring(0, random.nextInt(text.length())).getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] mutated(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = random.nextInt(1, 4); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Returns a connection of HTTP/2: its beginning, which is right, and frames, some of which are. */
    byte[] frames() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(new byte[] {0, 0, 0, 4, 0, 0, 0, 0, 0});
        for (int i = random.nextInt(1, 20); i > 0; i--) {
            int type = random.nextInt(11);
            byte[] payload = payload(type);
            byte stream = (byte) (random.nextInt(3) == 0 ? 0 : 1 + 2 * random.nextInt(8));
            bytes.writeBytes(new byte[] {
                0,
                (byte) (payload.length >> 8),
                (byte) payload.length,
                (byte) type,
                (byte) random.nextInt(256),
                0,
                0,
                0,
                stream
            });
            bytes.writeBytes(payload);
        }
        return bytes.toByteArray();
    }

    private byte[] payload(int type) {
        if (type == 1 && random.nextBoolean()) {
            return new byte[] {(byte) 0x82, (byte) 0x86, (byte) 0x84, 0x41, 0x01, 'h'};
        }
        byte[] payload = new byte[random.nextInt(200)];
        random.nextBytes(payload);
        return payload;
    }
}
