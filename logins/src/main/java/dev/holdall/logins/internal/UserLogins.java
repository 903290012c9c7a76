package dev.holdall.logins.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdall.Entry;
import dev.holdall.Version;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The list of a user's logins, as it was read: their entries, and the markers of "end all". Each "end all" puts a
 * marker with a random name, and the handle of the login that it keeps. A login is over if there is a marker that it
 * doesn't know and that doesn't keep it: it began before that "end all", or where nobody had heard of it yet. No clock
 * is compared for that.
 */
public final class UserLogins {

    /** Begins the name of a marker. A handle has no colon. */
    private static final String MARKER = "ended:";

    /** What a marker has instead of a handle if it keeps no login. */
    public static final String KEEPS_NONE = "";

    private final Map<String, Marker> markers = new LinkedHashMap<>();

    private final Map<String, LoginEntry> entries = new LinkedHashMap<>();

    /** The versions of entries that a later version of this library has written, or something else. */
    private final Map<String, Version> unreadable = new HashMap<>();

    /** The entry of an "end all", with the handle of the login that it keeps. */
    private record Marker(Version version, String kept) {}

    /** Reads a group. */
    public UserLogins(Map<String, Entry> group) {
        group.forEach((name, entry) -> {
            if (name.startsWith(MARKER)) {
                markers.put(name, new Marker(entry.version(), new String(entry.value(), UTF_8)));
            } else {
                add(name, entry);
            }
        });
    }

    private void add(String handle, Entry entry) {
        try {
            Instant expiry = entry.expiry().orElse(Instant.MAX);
            entries.put(handle, LoginEntry.decode(entry.value(), entry.version(), expiry));
        } catch (IllegalStateException e) {
            // Such an entry can be ended, like any other. Whoever needs what is in it fails.
            unreadable.put(handle, entry.version());
        }
    }

    /** Returns the name of a new marker. */
    public static String newMarker() {
        return MARKER + Secrets.handle();
    }

    /** Returns the names of the markers that are there. */
    public Set<String> markers() {
        return markers.keySet();
    }

    /** Returns what a new marker makes needless, with its version: the markers, and the entries that can't be read. */
    public Map<String, Version> needless() {
        Map<String, Version> needless = new HashMap<>(unreadable);
        markers.forEach((name, marker) -> needless.put(name, marker.version()));
        return needless;
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
            if (isValid(handle, entry) == valid) {
                selected.put(handle, entry);
            }
        });
        return selected;
    }

    private boolean isValid(String handle, LoginEntry entry) {
        return markers.entrySet().stream()
                .allMatch(marker -> entry.ends().contains(marker.getKey())
                        || handle.equals(marker.getValue().kept()));
    }

    /**
     * Returns the entry of a login, if it is valid and names this session.
     *
     * @throws IllegalStateException if the entry can't be read
     */
    public Optional<LoginEntry> find(String handle, String sessionKey) {
        if (unreadable.containsKey(handle)) {
            throw Encoding.unknown();
        }
        LoginEntry entry = entries.get(handle);
        return entry != null && entry.sessionKey().equals(sessionKey) && isValid(handle, entry)
                ? Optional.of(entry)
                : Optional.empty();
    }
}
