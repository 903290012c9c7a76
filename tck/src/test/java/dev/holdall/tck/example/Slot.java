package dev.holdall.tck.example;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.concurrent.TimeUnit;

/**
 * An entry, as the map holds it under its key.
 *
 * @param endNanos when the entry expires, by {@code BackendContext.nanoTime()}; without meaning if {@code forever}
 */
@SuppressWarnings("ArrayRecordComponent") // Slots are never compared.
record Slot(byte[] value, Version version, boolean forever, long endNanos) {

    static Slot of(byte[] value, Version version, Lifetime lifetime, long nowNanos) {
        boolean forever = lifetime.isForever();
        return new Slot(value, version, forever, forever ? 0 : end(lifetime.toMillis(), nowNanos));
    }

    /**
     * Returns the moment that is this many milliseconds later. Moments are compared by their difference, since the
     * clock may overflow.
     */
    static long end(long millis, long nowNanos) {
        return nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    boolean hasEnded(long nowNanos) {
        return !forever && endNanos - nowNanos <= 0;
    }

    /** Returns the rest of the lifetime, rounded up to milliseconds. */
    Lifetime remaining(long nowNanos) {
        return forever ? Lifetime.FOREVER : Lifetime.ofMillis((endNanos - nowNanos + 999_999) / 1_000_000);
    }

    Slot holding(byte[] newValue, Version newVersion) {
        return new Slot(newValue, newVersion, forever, endNanos);
    }

    Slot living(Lifetime lifetime, long nowNanos) {
        return of(value, version, lifetime, nowNanos);
    }
}
