package dev.holdall.internal.validation;

import dev.holdall.Traits;
import dev.holdall.Ttl;
import dev.holdall.internal.DurationText;
import dev.holdall.internal.StoreSettings;
import dev.holdall.spi.Lifetime;
import java.time.Duration;
import java.time.InstantSource;

/** Converts TTLs to lifetimes: applies the store's default and bounds, and rounds up to the resolution. */
final class TtlValidation {

    private final StoreSettings settings;
    private final Duration max;
    private final long resolutionMillis;
    private final InstantSource clock;
    private final Lifetime defaultLifetime;

    /**
     * Makes the validation for a store.
     *
     * @param traits the traits of the store, which include the bounds of its configuration
     * @throws IllegalArgumentException if the default TTL is out of bounds
     */
    TtlValidation(StoreSettings settings, Traits traits, InstantSource clock) {
        this.settings = settings;
        this.max = traits.maxTtl();
        this.resolutionMillis = traits.ttlResolution().toMillis();
        this.clock = clock;
        Duration defaultTtl = settings.defaultTtl();
        this.defaultLifetime = defaultTtl == null ? forever() : bounded(defaultTtl);
    }

    Lifetime lifetime(Ttl ttl) {
        if (ttl instanceof Ttl.After after) {
            return bounded(after.duration());
        }
        if (ttl instanceof Ttl.Until until) {
            return until(until);
        }
        return ttl == Ttl.never() ? forever() : defaultLifetime(ttl);
    }

    private Lifetime defaultLifetime(Ttl ttl) {
        if (ttl == Ttl.storeDefault()) {
            return defaultLifetime;
        }
        throw new NullPointerException("the TTL is null");
    }

    private Lifetime until(Ttl.Until until) {
        Duration left = Duration.between(clock.instant(), until.expiry());
        return left.isZero() || left.isNegative() ? Lifetime.OVER : bounded(left);
    }

    private Lifetime forever() {
        if (settings.maxTtl() == null) {
            return Lifetime.FOREVER;
        }
        return capped("Ttl.never()");
    }

    private Lifetime bounded(Duration duration) {
        return duration.compareTo(max) > 0 ? capped("the TTL") : roundedUp(duration);
    }

    private Lifetime capped(String what) {
        if (!settings.capsTtl()) {
            throw new IllegalArgumentException(what + " is beyond the longest that this store takes, "
                    + DurationText.exact(max) + " (see max-ttl and above-max-ttl)");
        }
        return roundedUp(max);
    }

    private Lifetime roundedUp(Duration duration) {
        long millis = duration.toMillis() + (duration.toNanosPart() % 1_000_000 == 0 ? 0 : 1);
        return Lifetime.ofMillis((millis + resolutionMillis - 1) / resolutionMillis * resolutionMillis);
    }
}
