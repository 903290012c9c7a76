package dev.holdall.logins;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.holdall.logins.internal.LoginEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The logins that this process has checked within {@code recheck}, by the key of the session, with the entry that was
 * found. Bounded; what doesn't fit is read again. Thread-safe.
 */
final class Checked {

    private static final long MOST = 20_000;

    private final Duration recheck;
    private final Cache<String, Check> checks;

    private record Check(LoginEntry entry, Instant moment) {}

    Checked(Duration recheck) {
        this.recheck = recheck;
        this.checks = Caffeine.newBuilder()
                .executor(Runnable::run)
                .expireAfterWrite(recheck.plusSeconds(1))
                .maximumSize(MOST)
                .build();
    }

    /** Returns the entry that was found, if it was read recently enough. */
    Optional<LoginEntry> find(String sessionKey, Instant now) {
        Check check = checks.getIfPresent(sessionKey);
        return check != null && isRecent(check.moment(), now) ? Optional.of(check.entry()) : Optional.empty();
    }

    /** A clock that was set back makes every check an old one. */
    private boolean isRecent(Instant moment, Instant now) {
        return !now.isBefore(moment) && now.isBefore(moment.plus(recheck));
    }

    void add(String sessionKey, LoginEntry entry, Instant now) {
        checks.put(sessionKey, new Check(entry, now));
    }

    /** Keeps a newer state of the entry, without counting as a check. */
    void replace(String sessionKey, LoginEntry entry) {
        checks.asMap().computeIfPresent(sessionKey, (same, check) -> new Check(entry, check.moment()));
    }

    void forget(String sessionKey) {
        checks.invalidate(sessionKey);
    }
}
