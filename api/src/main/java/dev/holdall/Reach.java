package dev.holdall;

/** How far a deletion or a revocation had come when it was acknowledged. */
public enum Reach {

    /**
     * Every data centre has the deletion: no read in any data centre returns the entry any more. Exception: where the
     * backend is configured to read from nearby replicas ({@link Traits#localReadsLag()}), a replica that lags behind
     * may still return the entry to a read with {@link Read#LOCAL}.
     */
    ALL_DCS,

    /**
     * The local data centre has the deletion. Another data centre did not answer in time, and receives the deletion
     * later; until then, a read there may still return the entry.
     */
    LOCAL_DC
}
