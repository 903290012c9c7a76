package dev.holdall.tck.example;

import dev.holdall.Version;
import dev.holdall.spi.Lifetime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The register of one key. It exists while a verb works on the key inside {@code ConcurrentHashMap.compute}. */
final class Register {

    private final String key;
    private final long nowNanos;
    private final VersionFloor floor;
    private final Revocations revocations;
    private @Nullable Slot slot;

    Register(String key, @Nullable Slot slot, long nowNanos, VersionFloor floor, Revocations revocations) {
        this.key = key;
        this.slot = slot;
        this.nowNanos = nowNanos;
        this.floor = floor;
        this.revocations = revocations;
        if (slot != null && slot.hasEnded(nowNanos)) {
            remove();
        }
    }

    /** Returns what the map has to hold afterwards; null for nothing. */
    @Nullable
    Slot slot() {
        return slot;
    }

    boolean isPresent() {
        return slot != null;
    }

    boolean isRevoked() {
        return revocations.contains(key);
    }

    byte[] value() {
        return present().value();
    }

    Version version() {
        return present().version();
    }

    /**
     * Stores an entry, and returns its version: {@code atLeast}, or the first version above all that the key has had if
     * that is greater.
     */
    Version put(byte[] value, Lifetime lifetime, Version atLeast) {
        Version version = next(atLeast);
        keep(Slot.of(value, version, lifetime, nowNanos));
        return version;
    }

    /** Stores another value, leaves the expiry as it is, and returns the new version. */
    Version putValue(byte[] value, Version atLeast) {
        Version version = next(atLeast);
        keep(present().holding(value, version));
        return version;
    }

    Version touch(Lifetime lifetime) {
        Version version = version();
        keep(present().living(lifetime, nowNanos));
        return version;
    }

    void remove() {
        if (slot != null) {
            floor.raise(key, slot.version());
            slot = null;
        }
    }

    private void keep(Slot kept) {
        slot = kept;
        if (kept.hasEnded(nowNanos)) {
            remove();
        }
    }

    private Version next(Version atLeast) {
        Version gone = slot == null ? floor.of(key) : slot.version();
        return atLeast.isAfter(gone) ? atLeast : gone.plusMicros(1);
    }

    private Slot present() {
        return Objects.requireNonNull(slot, "there is no entry");
    }
}
