package dev.holdall.internal.dispatch;

import dev.holdall.Entry;
import dev.holdall.Reach;
import dev.holdall.StoreObserver.Result;
import dev.holdall.Version;
import dev.holdall.spi.Counted;
import dev.holdall.spi.Lifetime;
import dev.holdall.spi.StoredEntry;
import dev.holdall.spi.WriteResult;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The replies, which read the answers to the backend's primitives. */
public final class Replies {

    /** Reads the answer to a read; the caller gets the value. */
    public static final Reply<Optional<StoredEntry>, Optional<byte[]>> VALUE = read(Replies::value);

    /** Reads the answer to a read; the next step of the call gets the whole stored entry. */
    public static final Reply<Optional<StoredEntry>, Optional<StoredEntry>> STORED = read(Function.identity());

    /** Reads the answer to an unconditional write. */
    public static final Reply<Version, Version> WRITTEN =
            new Reply<>(written -> written, true, written -> Result.OK, written -> 0, Function.identity());

    /**
     * Reads the answer to an update. Its version is derived from the version that the application gave. If that was too
     * far ahead, it was reported when it was read, so it isn't reported again.
     */
    public static final Reply<Version, Version> UPDATED =
            new Reply<>(written -> written, false, written -> Result.OK, written -> 0, Function.identity());

    /** Reads the answer to a conditional write. */
    public static final Reply<WriteResult, WriteResult> CONDITIONAL =
            new Reply<>(WriteResult::version, true, Replies::result, written -> 0, Function.identity());

    /** Reads the answer to a conditional write; the caller gets the version. */
    public static final Reply<WriteResult, Optional<Version>> CONDITIONAL_VERSION = new Reply<>(
            WriteResult::version,
            true,
            Replies::result,
            written -> 0,
            written -> Optional.ofNullable(written.version()));

    /** Reads the answer to a conditional write; the caller gets whether it was stored. */
    public static final Reply<WriteResult, Boolean> IS_STORED =
            new Reply<>(WriteResult::version, true, Replies::result, written -> 0, WriteResult::isStored);

    /** Reads the answer to a touch; the caller gets whether the key has an entry. */
    public static final Reply<Optional<Version>, Boolean> TOUCHED =
            new Reply<>(found -> found.orElse(null), true, Replies::found, found -> 0, Optional::isPresent);

    /** Reads the answer to a deletion or a revocation. */
    public static final Reply<Reach, Reach> REACHED =
            new Reply<>(reach -> null, false, reach -> Result.OK, reach -> 0, Function.identity());

    /** Reads the answer to an increment. */
    public static final Reply<Counted, Long> COUNTED = new Reply<>(
            Counted::version,
            true,
            counted -> counted.version() == null ? Result.REVOKED : Result.OK,
            counted -> 0,
            Counted::value);

    private Replies() {}

    /** Reads the answer to a read with the remaining lifetime; the caller gets the entry. */
    public static Reply<Optional<StoredEntry>, Optional<Entry>> entry(InstantSource wallClock) {
        return read(found -> found.map(stored -> entry(stored, wallClock)));
    }

    /**
     * Converts a stored entry that has its remaining lifetime to an entry whose expiry is by the clock of this process.
     */
    public static Entry entry(StoredEntry stored, InstantSource wallClock) {
        Lifetime remaining = Objects.requireNonNull(stored.remaining(), "the read asked for the lifetime");
        return Entry.wrap(stored.value(), stored.version(), expiry(remaining, wallClock));
    }

    private static @Nullable Instant expiry(Lifetime remaining, InstantSource wallClock) {
        return remaining.isForever() ? null : wallClock.instant().plusMillis(remaining.toMillis());
    }

    private static <R> Reply<Optional<StoredEntry>, R> read(Function<Optional<StoredEntry>, R> value) {
        return new Reply<>(Replies::version, true, Replies::found, Replies::size, value);
    }

    private static Optional<byte[]> value(Optional<StoredEntry> found) {
        return found.isPresent() ? Optional.of(found.get().value()) : Optional.empty();
    }

    private static @Nullable Version version(Optional<StoredEntry> found) {
        return found.isPresent() ? found.get().version() : null;
    }

    private static Result found(Optional<?> found) {
        return found.isPresent() ? Result.OK : Result.ABSENT;
    }

    private static long size(Optional<StoredEntry> found) {
        return found.isPresent() ? found.get().value().length : 0;
    }

    private static Result result(WriteResult written) {
        return switch (written.status()) {
            case STORED -> Result.OK;
            case CONFLICT -> Result.CONFLICT;
            case REVOKED -> Result.REVOKED;
        };
    }
}
