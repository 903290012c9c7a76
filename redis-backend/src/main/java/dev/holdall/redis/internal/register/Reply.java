package dev.holdall.redis.internal.register;

import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Counters;
import dev.holdall.spi.WriteResult;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a script has answered: a letter; the server's time, if the letter says so; the version of what was stored,
 * unless it is the one asked for; and the counter, where it counted.
 */
public final class Reply {

    private static final int TIME_OFFSET = 1;

    private final byte[] bytes;

    private Reply(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes the bytes that a script has returned.
     *
     * @throws dev.holdall.spi.BackendException if they tell that what is stored can't be understood
     */
    public static Reply of(byte @Nullable [] bytes) {
        if (bytes == null || bytes.length == 0) {
            throw new IllegalStateException("a script answered nothing");
        }
        if (bytes[0] == 'F' || bytes[0] == 'L') {
            throw Stored.corrupt(bytes[0] == 'F' ? Stored.Kind.FOREIGN : Stored.Kind.NEWER);
        }
        return new Reply(bytes);
    }

    /** Whether something was stored; told of what a script has answered as it came. */
    public static boolean tellsOfChange(@Nullable Object reply) {
        return reply instanceof byte[] bytes && bytes.length > 0 && new Reply(bytes).isStored();
    }

    boolean isStored() {
        return is('S') || tellsTime();
    }

    /** Whether the server's time is in it. */
    public boolean tellsTime() {
        return is('T');
    }

    public long serverMicros() {
        return ByteBuffer.wrap(bytes).getLong(TIME_OFFSET);
    }

    private int versionOffset() {
        return tellsTime() ? TIME_OFFSET + Long.BYTES : TIME_OFFSET;
    }

    private boolean is(char letter) {
        return bytes[0] == letter;
    }

    /** Of what was stored: where it isn't told, or nothing was, it is the one asked for. */
    public Version version(Version asked) {
        return isStored() && bytes.length > versionOffset() ? version() : asked;
    }

    /** Of what was stored, where none was asked for. */
    public Version version() {
        return new Version(ByteBuffer.wrap(bytes).getLong(versionOffset()));
    }

    /** Of the entry that was given a new lifetime; empty if there was none. */
    public Optional<Version> touchedVersion() {
        return isStored() ? Optional.of(version()) : Optional.empty();
    }

    /** What the next update is based on: what this one has stored, or what was seen if it has stored nothing. */
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
     * What became of a counter.
     *
     * @throws dev.holdall.spi.BackendException if what is there is no counter
     * @throws ArithmeticException if the sum doesn't fit
     */
    public Counted toCounted(long initial) {
        if (is('N')) {
            throw Counters.notACounter();
        }
        if (is('O')) {
            throw new ArithmeticException("the sum doesn't fit in 64 bits");
        }
        return isStored() ? new Counted(counter(), version()) : new Counted(initial, null);
    }

    private long counter() {
        int offset = versionOffset() + Long.BYTES;
        return Long.parseLong(new String(bytes, offset, bytes.length - offset, StandardCharsets.US_ASCII));
    }
}
