package dev.holdall;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The version of an entry, which is a hybrid timestamp. Of two writes to a key, the one with the greater version wins,
 * in every data centre and whichever arrives first.
 *
 * <p>Versions of one key can be compared; versions of different keys are unrelated. A version is usually close to the
 * time of the write, but it is not a clock reading: it is ahead of the clock if the writer's clock was behind.
 *
 * <p>A version is serializable, so that it can be kept in an {@code HttpSession} beside the value that was read. Its
 * serialized form is that of a record.
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
     * Returns the version that is this many microseconds later.
     *
     * @param step microseconds; may be negative
     * @return a new version
     * @throws ArithmeticException if the sum doesn't fit in 64 bits
     */
    public Version plusMicros(long step) {
        return new Version(Math.addExact(micros, step));
    }

    /**
     * Compares the versions. This method is written out because the {@code equals} and {@code hashCode} that JDK 17
     * generates for a record prevent the record's class loader from being garbage-collected after an undeployment
     * (JDK-8078641).
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
