package dev.holdall.spi;

import dev.holdall.Read;

/** What a read has to bring: how fresh, and whether with the remaining lifetime, which some backends pay extra for. */
public enum ReadOptions {
    /** Value and version, from the local data centre. */
    LOCAL(Read.LOCAL, false),
    /** Value, version and remaining lifetime, from the local data centre. */
    LOCAL_WITH_LIFETIME(Read.LOCAL, true),
    /** Value and version, reflecting every data centre. */
    LATEST(Read.LATEST, false),
    /** Value, version and remaining lifetime, reflecting every data centre. */
    LATEST_WITH_LIFETIME(Read.LATEST, true);

    private final Read read;
    private final boolean withLifetime;

    ReadOptions(Read read, boolean withLifetime) {
        this.read = read;
        this.withLifetime = withLifetime;
    }

    /**
     * How fresh the answer has to be.
     *
     * @return local or latest
     */
    public Read read() {
        return read;
    }

    /**
     * Whether {@link StoredEntry#remaining()} has to be there.
     *
     * @return true if so
     */
    public boolean withLifetime() {
        return withLifetime;
    }
}
