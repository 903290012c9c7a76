package dev.holdall;

/** How fresh a read has to be. */
public enum Read {

    /**
     * The usual read, which the local data centre answers. It reflects every write that was acknowledged in this data
     * centre before the call (unless {@link Traits#localReadsLag()}). Writes of other data centres become visible soon
     * after they were made.
     */
    LOCAL,

    /**
     * A read that reflects every write that was acknowledged in any data centre before the call. Where the backend
     * spans several data centres, the read costs a round trip between them, and fails if one of them can't answer.
     */
    LATEST
}
