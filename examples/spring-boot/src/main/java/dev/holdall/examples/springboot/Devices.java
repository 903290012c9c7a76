package dev.holdall.examples.springboot;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;
import org.springframework.stereotype.Component;

/** The devices of users: the sessions in which they are logged in. */
@Component
class Devices {

    static final String BROWSER = "browser";

    private final FindByIndexNameSessionRepository<?> sessions;

    Devices(FindByIndexNameSessionRepository<?> sessions) {
        this.sessions = sessions;
    }

    /** Returns what the browser calls itself, as far as the list shows it. */
    static String browser(HttpServletRequest request) {
        String name = Objects.requireNonNullElse(request.getHeader("User-Agent"), "unknown");
        return name.substring(0, Math.min(120, name.length()));
    }

    /** Returns the devices of a user, the oldest login first. */
    List<Device> of(String user, String currentId) {
        return sessions.findByPrincipalName(user).values().stream()
                .map(session -> device(session, currentId))
                .sorted(Comparator.comparing(Device::since))
                .toList();
    }

    private static Device device(Session session, String currentId) {
        String browser = session.getAttribute(BROWSER);
        return new Device(
                handle(session.getId()),
                Objects.requireNonNullElse(browser, "unknown"),
                session.getCreationTime(),
                session.getLastAccessedTime(),
                session.getId().equals(currentId));
    }

    /** Ends one device of a user; its next request has to log in again. */
    void end(String user, String handle) {
        endAll(user, id -> handle(id).equals(handle));
    }

    /** Ends all devices of a user but the one that asks. */
    void endOthers(String user, String currentId) {
        endAll(user, id -> !id.equals(currentId));
    }

    private void endAll(String user, Predicate<String> which) {
        sessions.findByPrincipalName(user).keySet().stream().filter(which).forEach(sessions::deleteById);
    }

    /** Returns what a page has instead of an id: a hash of it, since anybody who has the id has the session. */
    private static String handle(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
