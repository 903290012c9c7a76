package dev.holdall.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Keys;

/**
 * The keys of the sessions of one context. Contexts and virtual hosts may have sessions of the same id.
 *
 * @param contextPath the canonical path of the context
 * @param vhost its first virtual host
 */
record SessionKeys(String contextPath, String vhost) {

    /** Longer than any id that Jetty makes, and short enough for a key. */
    private static final int MAX_ID_LENGTH = 256;

    /** Tells whether a session can have this id. Ids come from clients, which can send anything. */
    static boolean isId(String id) {
        return !id.isEmpty()
                && id.length() <= MAX_ID_LENGTH
                && id.chars().noneMatch(Character::isISOControl)
                && UTF_8.newEncoder().canEncode(id);
    }

    String key(String id) {
        return Keys.of("jetty", contextPath, vhost, id);
    }
}
