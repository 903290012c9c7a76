package dev.holdall.logins.internal;

import dev.holdall.Entry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The list of a user's logins, as it was read: their entries, and the markers of "end all". Each "end all" puts a
 * marker with a random name. A login is over if there is a marker that it doesn't know: it began before that "end all",
 * or where nobody had heard of it yet. No clock is compared for that.
 */
public final class UserLogins {

    /** Begins the name of a marker. A handle has no colon. */
    private static final String MARKER = "ended:";

    private final Set<String> markers = new HashSet<>();
    private final Map<String, LoginEntry> entries = new LinkedHashMap<>();

    /** Reads a group. */
    public UserLogins(Map<String, Entry> group) {
        group.forEach((name, entry) -> {
            if (name.startsWith(MARKER)) {
                markers.add(name);
            } else {
                entries.put(name, LoginEntry.decode(entry.value(), entry.version()));
            }
        });
    }

    /** Returns the name of a new marker. */
    public static String newMarker() {
        return MARKER + Secrets.handle();
    }

    /** Returns the markers that are there. */
    public Set<String> markers() {
        return markers;
    }

    /** Returns all entries by handle, those of logins that are over included. */
    public Map<String, LoginEntry> entries() {
        return entries;
    }

    /** Returns the entries of logins that aren't over, by handle. */
    public Map<String, LoginEntry> valid() {
        return select(true);
    }

    /** Returns the entries of logins that are over, and whose entries nobody has removed yet. */
    public Map<String, LoginEntry> over() {
        return select(false);
    }

    private Map<String, LoginEntry> select(boolean valid) {
        Map<String, LoginEntry> selected = new LinkedHashMap<>();
        entries.forEach((handle, entry) -> {
            if (entry.ends().containsAll(markers) == valid) {
                selected.put(handle, entry);
            }
        });
        return selected;
    }

    /** Returns the entry of a login, if it is valid and names this session. */
    public Optional<LoginEntry> find(String handle, String sessionKey) {
        LoginEntry entry = entries.get(handle);
        return entry != null
                        && entry.sessionKey().equals(sessionKey)
                        && entry.ends().containsAll(markers)
                ? Optional.of(entry)
                : Optional.empty();
    }
}
