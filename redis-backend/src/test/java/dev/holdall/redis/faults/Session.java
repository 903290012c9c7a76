package dev.holdall.redis.faults;

import dev.holdall.Version;
import dev.holdall.redis.Stores;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key that one thread alone uses, and what it must read as after all that its calls were answered. A write whose
 * outcome is unknown may have been made, or be made yet, so either may be read from then on.
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

    /** A key that nothing was written to; the server has so often begun or ended to lose all that it had. */
    Session(int losses) {
        since = losses;
    }

    String key() {
        return key;
    }

    /** Whether exactly one thing can be there. */
    boolean isCertain() {
        return possible.isEmpty();
    }

    boolean isPresent() {
        return !value.equals(ABSENT);
    }

    boolean isRevoked() {
        return revoked;
    }

    /** That of the value, where it is known. */
    Optional<Version> version() {
        return Optional.ofNullable(version);
    }

    /** Whether the server can have lost it since the beginning. */
    boolean mayBeLost(int losses) {
        return losses != since;
    }

    /** A write was acknowledged; a revoked key stays as it is. */
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

    /** A write may have been made, or be made yet. */
    void maybeWritten(String written) {
        if (!revoked) {
            possible.add(written);
        }
    }

    void maybeDeleted() {
        maybeWritten(ABSENT);
    }

    /** Whether this can have been read, null for absent, if nothing acknowledged was lost. */
    boolean explains(@Nullable String read) {
        String found = read == null ? ABSENT : read;
        return found.equals(value) || possible.contains(found);
    }

    /** Whether this can have been read, null for absent, if the last writes were lost. */
    boolean wasOnce(@Nullable String read) {
        return former.contains(read == null ? ABSENT : read);
    }

    @Override
    public String toString() {
        return key + " has to be '" + value + "'" + (possible.isEmpty() ? "" : " or one of " + possible)
                + (revoked ? ", revoked" : "");
    }
}
