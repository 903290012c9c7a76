package dev.holdall.tck.example;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.concurrent.TimeUnit;

/**
 * What the map holds under a key.
 *
 * @param endNanos when the entry expires, by the backend's clock; without meaning if it never does
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Slot(byte[] value, Version version, boolean forever, long endNanos) {

    static Slot of(byte[] value, Version version, Lifetime lifetime, long nowNanos) {
        boolean forever = lifetime.isForever();
        return new Slot(value, version, forever, forever ? 0 : end(lifetime.toMillis(), nowNanos));
    }

    /** The moment that is so much later. Such moments are compared by their difference, for the clock may overflow. */
    static long end(long millis, long nowNanos) {
        return nowNanos + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    boolean hasEnded(long nowNanos) {
        return !forever && endNanos - nowNanos <= 0;
    }

    /** What is left of the lifetime, rounded up. */
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
