package dev.holdall.examples.quickstart;

import dev.holdall.Entry;
import dev.holdall.Keys;
import dev.holdall.Reach;
import dev.holdall.SessionStore;
import dev.holdall.Ttl;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/** Shows one session from login to logout, and a request that saves it too late. */
final class LoginAndLogout {

    private LoginAndLogout() {}

    static void show(SessionStore sessions, PrintStream out) {
        String key = Keys.of("session", UUID.randomUUID().toString());
        Ttl oneHour = Ttl.of(Duration.ofHours(1));

        sessions.set(key, bytes("user=alice"), oneHour);
        out.println("login            the session is stored");

        // Two requests of the same user read the session at about the same time.
        Entry seenByFirst = sessions.getEntry(key).orElseThrow();
        Entry seenBySecond = sessions.getEntry(key).orElseThrow();
        out.println("two requests     read " + text(seenByFirst.value()));

        sessions.changeTTL(key, Ttl.of(Duration.ofHours(2)));
        out.println("first request    touches it: it lives for two hours from now");

        sessions.update(key, seenByFirst.version(), bytes("user=alice, cart=7"), oneHour);
        out.println("first request    saves " + text(sessions.get(key).orElseThrow()));

        Reach reach = sessions.revoke(key);
        out.println("first request    logs out: " + reach);

        // The second request read the session before the logout, doesn't know of the logout, and saves its old copy.
        sessions.update(key, seenBySecond.version(), bytes("user=alice, last-page=/home"), oneHour);
        sessions.changeTTL(key, oneHour);
        out.println("second request   saves and touches its stale copy");

        String verdict = sessions.get(key).isPresent() ? "IT IS BACK, which must never happen" : "it stays gone";
        out.println("afterwards       " + verdict);
        out.println();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
