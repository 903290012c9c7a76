package dev.holdall;

/** How far a deletion or a revocation had come when it was acknowledged. */
public enum Reach {

    /**
     * Every data centre has it: no read anywhere returns the entry any more; but where a backend was told to read from
     * replicas nearby, one that lags behind may still do so, unless it is a read with {@link Read#LATEST}.
     */
    ALL_DCS,

    /**
     * The local data centre has it; another one did not answer in time and receives it later. Until then a read over
     * there may still return the entry.
     */
    LOCAL_DC
}
