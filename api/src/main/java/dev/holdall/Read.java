package dev.holdall;

/** How fresh a read has to be. */
public enum Read {

    /**
     * Answers from the local data centre: the usual read. It reflects every write that was acknowledged in this data
     * centre before the call (unless {@link Traits#localReadsLag()}), and soon also those of the others.
     */
    LOCAL,

    /**
     * Reflects every write that was acknowledged in any data centre before the call. It costs a round trip between data
     * centres where the backend spans several, and fails where one of them can't answer.
     */
    LATEST
}
