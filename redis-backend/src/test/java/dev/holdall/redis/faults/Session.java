package dev.holdall.redis.faults;

import dev.holdall.Version;
import dev.holdall.redis.Stores;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that only one thread uses, and the values that it may be read as, according to the answers so far. A write
 * whose outcome is unknown may have been made, or may still be made, so from then on both values may be read.
 */
final class Session {

    private static final String ABSENT = "";

    private final String key = Stores.newName("session");
    private final Set<String> possible = new HashSet<>();
    private final Set<String> former = new HashSet<>(Set.of(ABSENT));
    private String value = ABSENT;
    private @Nullable Version version;
    private boolean revoked;
    private int since;

    /**
     * Creates a session under a new key.
     *
     * @param losses how often a loss of the server's data has begun or ended so far
     */
    Session(int losses) {
        since = losses;
    }

    String key() {
        return key;
    }

    /** Tells whether only one value can be stored. */
    boolean isCertain() {
        return possible.isEmpty();
    }

    boolean isPresent() {
        return !value.equals(ABSENT);
    }

    boolean isRevoked() {
        return revoked;
    }

    /** Returns the version of the value, if it is known. */
    Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    /** Tells whether the server may have lost data since the session was created. */
    boolean mayBeLost(int losses) {
        return losses != since;
    }

    /** Notes an acknowledged write. A revoked key stays as it is. */
    void written(String written, @Nullable Version itsVersion) {
        if (!revoked) {
            former.add(value);
            value = written;
            version = itsVersion;
        }
    }

    void deleted() {
        written(ABSENT, null);
    }

    void revoked() {
        deleted();
        revoked = true;
        possible.clear();
    }

    /** Notes a write that may have been made, or may still be made. */
    void maybeWritten(String written) {
        if (!revoked) {
            possible.add(written);
        }
    }

    void maybeDeleted() {
        maybeWritten(ABSENT);
    }

    /** Tells whether this value, or null for an absent key, can be read if no acknowledged write was lost. */
    boolean explains(@Nullable String read) {
        String found = read == null ? ABSENT : read;
        return found.equals(value) || possible.contains(found);
    }

    /** Tells whether this value, or null for an absent key, can be read if the last writes were lost. */
    boolean wasOnce(@Nullable String read) {
        return former.contains(read == null ? ABSENT : read);
    }

    @Override
    public String toString() {
        return key + " has to be '" + value + "'" + (possible.isEmpty() ? "" : " or one of " + possible)
                + (revoked ? ", revoked" : "");
    }
}
