package dev.holdall.http.internal.access;

import dev.holdall.http.internal.settings.ClientSettings;
import dev.holdall.http.internal.settings.Verb;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes clients by their tokens or certificates. Tokens are compared as SHA-256 digests, each in the same time
 * whatever it is, and with every client's, so that the time of an answer tells nothing about a token. Thread-safe.
 */
public final class Access {

    private static final String SCHEME = "Bearer ";

    private final List<ClientSettings> clients;
    private final List<byte[]> digests;

    /** Makes the access of these clients; with none, everybody may do everything. */
    public Access(List<ClientSettings> clients) {
        this.clients = List.copyOf(clients);
        this.digests = clients.stream().map(Access::digest).toList();
    }

    private static byte[] digest(ClientSettings client) {
        String token = client.tokenSha256();
        return token == null ? new byte[0] : HexFormat.of().parseHex(token);
    }

    /** Tells whether everybody may do everything. */
    public boolean isOpen() {
        return clients.isEmpty();
    }

    /**
     * Finds out who a client is.
     *
     * @param authorization the header of this name; null if there is none
     * @param subject the subject of the client's certificate; null if it has none
     * @return the client; null if no client is known by these credentials
     */
    public @Nullable ClientSettings client(@Nullable String authorization, @Nullable X500Principal subject) {
        if (authorization != null) {
            return authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                    ? byToken(authorization.substring(SCHEME.length()).strip())
                    : null;
        }
        return subject == null ? null : bySubject(subject);
    }

    private @Nullable ClientSettings byToken(String token) {
        byte[] digest = sha256(token);
        ClientSettings found = null;
        for (int i = 0; i < digests.size(); i++) {
            if (MessageDigest.isEqual(digest, digests.get(i))) {
                found = clients.get(i);
            }
        }
        return found;
    }

    private @Nullable ClientSettings bySubject(X500Principal subject) {
        for (ClientSettings client : clients) {
            if (subject.equals(client.certificate())) {
                return client;
            }
        }
        return null;
    }

    /** Tells whether a client may do something with a store. */
    public static boolean isAllowed(ClientSettings client, String store, Verb verb) {
        return client.verbs().contains(verb)
                && (client.stores().isEmpty() || client.stores().contains(store));
    }

    private static byte[] sha256(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
