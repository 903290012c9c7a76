package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.BackendException;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.WriteResult;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a script that writes. It is a letter; then the server's time, if the letter is T; then the version that
 * was stored, unless it is the version that the client asked for; then the counter, if the script is
 * {@link Scripts#increment}.
 */
public final class Reply {

    private static final int TIME_OFFSET = 1;

    /** The letters, besides those that say that the stored value can't be understood. */
    private static final String LETTERS = "STCRNOK";

    private final byte[] bytes;

    private Reply(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes the bytes that a script has returned.
     *
     * @throws BackendException if they say that the stored value can't be understood
     * @throws IllegalStateException if no script of this library returns such bytes
     */
    public static Reply of(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw new IllegalStateException("a script answered nothing");
        }
        if (bytes[0] == 'F' || bytes[0] == 'L') {
            throw Stored.corrupt(bytes[0] == 'F' ? Stored.Kind.FOREIGN : Stored.Kind.NEWER);
        }
        if (LETTERS.indexOf(bytes[0]) < 0) {
            throw notUnderstood();
        }
        return new Reply(bytes);
    }

    /** Makes the failure of a reply that no script of this library returns. It shows nothing of the reply. */
    private static IllegalStateException notUnderstood() {
        return new IllegalStateException("a script's reply can't be understood");
    }

    /** Tells whether a script has stored something, from its reply as the client library returns it. */
    public static boolean reportsChange(@Nullable Object reply) {
        return reply instanceof byte[] bytes && bytes.length > 0 && new Reply(bytes).isStored();
    }

    /** Tells whether the script has stored something. */
    public boolean isStored() {
        return is('S') || hasServerTime();
    }

    /** Tells whether the reply contains the server's time. */
    public boolean hasServerTime() {
        return is('T');
    }

    public long serverMicros() {
        return number(TIME_OFFSET);
    }

    private int versionOffset() {
        return hasServerTime() ? TIME_OFFSET + Long.BYTES : TIME_OFFSET;
    }

    private boolean is(char letter) {
        return bytes[0] == letter;
    }

    /**
     * Returns the version that was stored. It is the version asked for if the reply contains none, or if nothing was
     * stored.
     */
    public Version version(Version asked) {
        return isStored() && bytes.length > versionOffset() ? version() : asked;
    }

    /** Returns the version in a reply that contains one; those of {@code touch} and {@code increment} always do. */
    public Version version() {
        return new Version(number(versionOffset()));
    }

    /** Reads eight bytes of the reply. */
    private long number(int offset) {
        if (bytes.length < offset + Long.BYTES) {
            throw notUnderstood();
        }
        return ByteBuffer.wrap(bytes).getLong(offset);
    }

    /** Returns the version of the entry that was given a new lifetime; empty if there was no entry. */
    public Optional<Version> touchedVersion() {
        return isStored() ? Optional.of(version()) : Optional.empty();
    }

    /**
     * Returns the version that the next update is based on: the one that this update has stored, or {@code seen} if
     * this update has stored nothing.
     */
    public Version versionAfterUpdate(Version asked, Version seen) {
        return isStored() ? version(asked) : seen;
    }

    public WriteResult toWriteResult(Version asked) {
        if (isStored()) {
            return WriteResult.stored(version(asked));
        }
        return is('R') ? WriteResult.REVOKED : WriteResult.CONFLICT;
    }

    /**
     * Returns the result of an increment.
     *
     * @throws BackendException if the stored value is not a counter
     * @throws ArithmeticException if the sum doesn't fit in 64 bits
     */
    public Counted toCounted(long initial) {
        if (is('N')) {
            throw Counters.notACounter();
        }
        if (is('O')) {
            throw new ArithmeticException("the sum doesn't fit in 64 bits");
        }
        if (!isStored()) {
            return new Counted(initial, null);
        }
        Version version = version();
        return new Counted(counter(), version);
    }

    private long counter() {
        int offset = versionOffset() + Long.BYTES;
        try {
            return Counters.parse(Arrays.copyOfRange(bytes, offset, bytes.length));
        } catch (BackendException e) {
            throw notUnderstood();
        }
    }
}
