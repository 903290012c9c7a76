package dev.holdall.http.internal.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a line for each request, with nothing of a key, a value or a token in it. */
final class AccessLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.holdall.http.access");

    /** What a line has. A key is shown by a short hash; null where the request had none, as are the others. */
    record Line(
            String method,
            String store,
            @Nullable String key,
            int status,
            String problem,
            long nanos,
            int bytes,
            String requestId,
            @Nullable String traceId,
            @Nullable String client) {}

    private AccessLog() {}

    static void log(Line line) {
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "method={} store={} key={} status={} problem={} micros={} bytes={} request={} trace={} client={}",
                    method(line.method),
                    orDash(line.store),
                    line.key == null ? "-" : hash(line.key),
                    line.status,
                    orDash(line.problem),
                    line.nanos / 1_000,
                    line.bytes,
                    line.requestId,
                    orDash(line.traceId),
                    orDash(line.client));
        }
    }

    /** Returns the method if it is made of letters: any other text could be meant to forge a line. */
    private static String method(String method) {
        return method.length() <= 16 && method.chars().allMatch(c -> c >= 'A' && c <= 'Z') ? method : "?";
    }

    private static String orDash(@Nullable String text) {
        return text == null || text.isEmpty() ? "-" : text;
    }

    /** Returns what the messages of the stores show of a key, too: {@code #} and the beginning of its SHA-256. */
    private static String hash(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return "#" + HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
