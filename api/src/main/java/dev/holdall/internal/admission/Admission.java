package dev.holdall.internal.admission;

import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.internal.StoreSettings;
import dev.holdall.internal.clock.VersionClock;
import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Checks what a caller gives to a verb, and makes of it what the backend is given: the key with its namespace, a copy of the
 * value, a lifetime. What is wrong is thrown here, before any I/O. Thread-safe.
 */
public final class Admission {

    private static final String LOCK = "\u0001lock";
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final StoreSettings settings;
    private final KeyRules keys;
    private final TtlRules ttls;
    private final VersionClock clock;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * The admission to a store.
     *
     * @param traits the store's, with its own bounds applied
     */
    public Admission(StoreSettings settings, Traits traits, InstantSource wallClock, VersionClock clock) {
        this.settings = settings;
        this.keys = new KeyRules(settings.namespace());
        this.ttls = new TtlRules(settings, traits, wallClock);
        this.clock = clock;
    }

    /**
     * The key to store under.
     *
     * @throws IllegalStateException if the store is closed
     * @throws IllegalArgumentException if the key is out of bounds; the message doesn't hold it
     */
    public String key(String key) {
        checkOpen();
        return keys.stored(key);
    }

    /** The key to store a lock under: no caller's key is the same, since it has a control character. */
    public String lockKey(String key) {
        return key(key) + LOCK;
    }

    /** The keys to store under, each with the one that the caller gave; one that is given twice is there once. */
    public Map<String, String> keys(Collection<String> given) {
        checkOpen();
        Map<String, String> callersKeys = new LinkedHashMap<>();
        given.forEach(key -> callersKeys.put(keys.stored(key), key));
        return callersKeys;
    }

    /** A copy of the caller's bytes, which nobody changes from here on. */
    public byte[] value(byte @Nullable [] value) {
        Objects.requireNonNull(value, "value");
        if (value.length > settings.maxValueBytes()) {
            throw new IllegalArgumentException("a value of " + value.length + " bytes is larger than max-value-size, "
                    + settings.maxValueBytes() + " bytes");
        }
        return value.clone();
    }

    /** How long an entry lives that is given this TTL now. */
    public Lifetime lifetime(Ttl ttl) {
        return ttls.lifetime(ttl);
    }

    /** The lifetime of a lock. */
    public Lifetime lease(Duration lease) {
        if (lease.isZero() || lease.isNegative()) {
            throw new IllegalArgumentException("the lease of a lock must be greater than zero");
        }
        return ttls.lifetime(Ttl.of(lease));
    }

    /** How long to wait for a lock. */
    public Duration lockWait(Duration wait) {
        if (wait.isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "the wait for a lock must be from zero to " + LONGEST_WAIT.toHours() + " hours");
        }
        return wait;
    }

    /**
     * The version that a caller bases an update on. One that is far ahead would overwrite whatever is there, and stay.
     *
     * @throws IllegalArgumentException if no store can have returned it
     */
    public Version updateBase(Version seen) {
        if (clock.isInvented(Objects.requireNonNull(seen, "seen"))) {
            throw new IllegalArgumentException(
                    "seen is ahead of this process's clock by twice revocation-horizon or more, so"
                            + " no store has returned it; give the version of an entry, or the one that a write has returned");
        }
        return seen;
    }

    /** Tells whether the store is closed. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Admits nothing more. Returns false if the store was closed already. */
    public boolean close() {
        return closed.compareAndSet(false, true);
    }

    private void checkOpen() {
        if (isClosed()) {
            throw new IllegalStateException("the store " + settings.name() + " is closed");
        }
    }
}
