package dev.holdall.spi;

import dev.holdall.Read;

/**
 * What a read has to return: how fresh the answer must be, and whether it includes the remaining lifetime, which costs
 * extra on some backends.
 */
public enum ReadOptions {
    /** The value and the version, from the local data centre. */
    LOCAL(Read.LOCAL, false),
    /** The value, the version and the remaining lifetime, from the local data centre. */
    LOCAL_WITH_LIFETIME(Read.LOCAL, true),
    /** The value and the version, reflecting every write that any data centre has acknowledged. */
    LATEST(Read.LATEST, false),
    /**
     * The value, the version and the remaining lifetime, reflecting every write that any data centre has acknowledged.
     */
    LATEST_WITH_LIFETIME(Read.LATEST, true);

    private final Read read;
    private final boolean withLifetime;

    ReadOptions(Read read, boolean withLifetime) {
        this.read = read;
        this.withLifetime = withLifetime;
    }

    /**
     * Returns how fresh the answer has to be.
     *
     * @return local or latest
     */
    public Read read() {
        return read;
    }

    /**
     * Tells whether the answer has to include {@link StoredEntry#remaining()}.
     *
     * @return true if so
     */
    public boolean withLifetime() {
        return withLifetime;
    }
}
