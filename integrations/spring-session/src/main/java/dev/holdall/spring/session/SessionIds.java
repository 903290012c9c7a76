package dev.holdall.spring.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.SessionMaps;

/** Tells ids of sessions from what else a client may send: a cookie can hold anything. */
final class SessionIds {

    private SessionIds() {}

    /**
     * Returns whether there can be a session with this id. Any other id would be refused as a key of the store, and an
     * unknown session is no failure.
     */
    static boolean canBe(String id) {
        return !id.isEmpty()
                && id.length() <= SessionMaps.MAX_NAME_BYTES
                && id.chars().noneMatch(Character::isISOControl)
                && UTF_8.newEncoder().canEncode(id)
                && id.getBytes(UTF_8).length <= SessionMaps.MAX_NAME_BYTES;
    }
}
