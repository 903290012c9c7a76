package dev.holdall.http.internal.web;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The identifiers by which a request is found in the logs of several processes. */
final class RequestIds {

    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9._~+/=-]{1,128}");

    private RequestIds() {}

    /** Returns the client's own identifier if it is well-formed, otherwise a new one. */
    static String of(@Nullable String given) {
        return given != null && VALID.matcher(given).matches() ? given : made();
    }

    private static String made() {
        byte[] random = new byte[16];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
