package dev.holdall.internal.validation;

import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.Version;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.Deadline;
import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of a verb, and converts them to those of the backend: the key with its namespace, a copy of the
 * value, a lifetime. An invalid argument is refused with an exception here, before any I/O. Thread-safe.
 */
public final class Validation {

    private static final String LOCK = "\u0001lock";
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Version LATEST_VERSION =
            new Version(Instant.parse("2200-01-01T00:00:00Z").getEpochSecond() * 1_000_000);

    private final StoreSettings settings;
    private final KeyValidation keys;
    private final TtlValidation ttls;
    private final FieldValidation fields;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Makes the validation for a store.
     *
     * @param traits the traits of the store, which include the bounds of its configuration
     */
    public Validation(StoreSettings settings, Traits traits, InstantSource wallClock) {
        this.settings = settings;
        this.keys = new KeyValidation(settings.keyPrefix());
        this.ttls = new TtlValidation(settings, traits, wallClock);
        this.fields = new FieldValidation(settings.maxValueBytes());
    }

    /**
     * Checks a key, and returns the key to store under.
     *
     * @throws IllegalStateException if the store is closed
     * @throws IllegalArgumentException if the key is out of bounds; the message doesn't contain the key
     */
    public String key(String key) {
        checkOpen();
        return keys.stored(key);
    }

    /**
     * Returns the key to store a lock under. It differs from every key of a caller, because it contains a control
     * character.
     */
    public String lockKey(String key) {
        return key(key) + LOCK;
    }

    /**
     * Checks keys, and returns the keys to store under, each with the caller's key. A key that is given twice is
     * returned once. If the deadline passes, the remaining keys are left out, because the call can't begin any more.
     */
    public Map<String, String> keys(Collection<String> given, Deadline deadline) {
        checkOpen();
        Objects.requireNonNull(given, "the collection of keys is null");
        Map<String, String> callersKeys = new LinkedHashMap<>(mapCapacity(given.size()));
        int checked = 0;
        for (String key : given) {
            requireKey(key, checked);
            if (isDeadlineCheckDue(++checked) && deadline.hasPassed()) {
                break;
            }
            callersKeys.put(keys.stored(key), key);
        }
        return callersKeys;
    }

    private static void requireKey(@Nullable String key, int index) {
        if (key == null) {
            throw new NullPointerException("the key at index " + index + " of the collection is null");
        }
    }

    /**
     * Returns copies of the caller's values, by the keys to store under. If the deadline passes, the remaining values
     * are left out.
     */
    public Map<String, byte[]> values(Map<String, byte[]> given, Map<String, String> callersKeys, Deadline deadline) {
        Map<String, byte[]> values = new HashMap<>(mapCapacity(callersKeys.size()));
        int checked = 0;
        for (Map.Entry<String, String> key : callersKeys.entrySet()) {
            if (isDeadlineCheckDue(++checked) && deadline.hasPassed()) {
                break;
            }
            byte[] value = Objects.requireNonNull(given.get(key.getValue()), "a value in the map is null");
            values.put(key.getKey(), value(value));
        }
        return values;
    }

    /**
     * Tells whether to check the deadline after this number of keys. To check it after each key would take as long as
     * all other work.
     */
    private static boolean isDeadlineCheckDue(int checked) {
        return checked % 1_024 == 0;
    }

    /** Returns the capacity of a map that holds this number of keys without growing. */
    private static int mapCapacity(int keys) {
        return (int) Math.min(keys * 4L / 3 + 1, 1 << 30);
    }

    /** Checks the size of a value, and returns a copy that nobody changes later. */
    public byte[] value(byte @Nullable [] value) {
        Objects.requireNonNull(value, "the value is null");
        if (value.length > settings.maxValueBytes()) {
            throw new IllegalArgumentException("a value of " + value.length + " bytes is larger than max-value-size, "
                    + settings.maxValueBytes() + " bytes");
        }
        return value.clone();
    }

    /** Returns the checks of the fields of maps. */
    public FieldValidation fields() {
        return fields;
    }

    /** Returns how long an entry lives that gets this TTL now. */
    public Lifetime lifetime(Ttl ttl) {
        return ttls.lifetime(ttl);
    }

    /** Checks the lease of a lock, and returns it as a lifetime. */
    public Lifetime lease(Duration lease) {
        if (Objects.requireNonNull(lease, "the lease is null").isZero() || lease.isNegative()) {
            throw new IllegalArgumentException("the lease of a lock must be greater than zero");
        }
        return ttls.lifetime(Ttl.of(lease));
    }

    /** Checks how long to wait for a lock. */
    public Duration lockWait(Duration wait) {
        if (Objects.requireNonNull(wait, "the wait is null").isNegative() || wait.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException(
                    "the wait for a lock must be from zero to " + LONGEST_WAIT.toHours() + " hours");
        }
        return wait;
    }

    /**
     * Checks the version that a caller bases an update on. The limit doesn't depend on the local clock, because that
     * may be wrong by years.
     *
     * @throws IllegalArgumentException if the version is beyond the year 2200, which no clock shows
     */
    public Version updateBase(Version seen) {
        if (Objects.requireNonNull(seen, "the version seen is null").isAfter(LATEST_VERSION)) {
            throw new IllegalArgumentException("seen is a version beyond the year 2200, so nothing was written with it;"
                    + " give the version of an entry, or the one that a write has returned");
        }
        return seen;
    }

    /** Tells whether the store is closed. */
    public boolean isClosed() {
        return closed.get();
    }

    /** Refuses all later calls. Returns false if the store was closed already. */
    public boolean close() {
        return closed.compareAndSet(false, true);
    }

    private void checkOpen() {
        if (isClosed()) {
            throw new IllegalStateException("the store " + settings.name() + " is closed");
        }
    }
}
