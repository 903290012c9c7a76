package dev.holdall;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The version of an entry: a hybrid timestamp, by which the greater of two writes to a key wins, in every data centre
 * and whichever arrives first.
 *
 * <p>Versions of one key are comparable; those of different keys have nothing to do with each other. A version close to
 * the time of its writing is usual, but it is not a clock reading: it runs ahead where a clock was behind.
 *
 * <p>Serializable, so that it can stay in an {@code HttpSession} beside what was read; the serialized form is the
 * record's.
 *
 * @param micros microseconds since the Unix epoch
 */
public record Version(long micros) implements Comparable<Version>, Serializable {

    @Override
    public int compareTo(Version other) {
        return Long.compare(micros, other.micros);
    }

    /**
     * Tells whether a write with this version wins over one with another.
     *
     * @param other the version to compare with
     * @return true if this version is the greater
     */
    public boolean isAfter(Version other) {
        return micros > other.micros;
    }

    /**
     * The version this many microseconds later.
     *
     * @param step microseconds; may be negative
     * @return a version of its own
     * @throws ArithmeticException if the sum doesn't fit in 64 bits
     */
    public Version plusMicros(long step) {
        return new Version(Math.addExact(micros, step));
    }

    /**
     * Written out, because the one that JDK 17 generates for a record keeps the record's class loader from being
     * collected after an undeployment (JDK-8078641).
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Version that && micros == that.micros;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(micros);
    }
}
