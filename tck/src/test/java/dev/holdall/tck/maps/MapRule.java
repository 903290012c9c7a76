package dev.holdall.tck.maps;

/** The rules of maps that the simulation can leave out. Without any one of them a {@link Promise} is broken. */
enum MapRule {
    /** The cell of a field belongs to one creation. Without it, all creations of a key share their cells. */
    CREATION_IN_ADDRESS,
    /** A creation has random bits. Without them, two processes that make one version make one creation. */
    RANDOM_BITS,
    /** One cell, the lease, decides whether there is a map. Without it, there is one while any field lives. */
    LEASE,
    /** Fields live twice as long as any lease. Without that, they are written with the lease's own lifetime. */
    FIELDS_OUTLIVE_LEASE,
    /** A touch writes all cells of the map. Without that, it writes the lease alone. */
    WHOLE_TOUCH,
    /** A touch that shortens a life writes one version above. Without that, it writes at the version found. */
    TOUCH_STEP,
    /** A creation deletes the older ones. Without that, they stay beneath it. */
    OLDER_DELETED,
    /** A removal leaves a marker that readers see. Without that, it leaves a tombstone, which no reader sees. */
    REMOVAL_MARKER,
    /** The marker of a removal lives as long as a field. Without that, it ends long before the map. */
    MARKER_LIVES,
    /** A removal is further above what it has seen than a series of changes. Without that, as far as one change. */
    REMOVAL_STEP,
    /** A change is a step above what it has seen. Without that, it has the version of the time at which it is made. */
    CHANGE_ABOVE_SEEN,
    /** A deletion is above every version that its process has seen. Without that, it has the version of the time. */
    VERSIONS_FOLLOWED,
    /** Of two cells of one version the same one stays everywhere. Without that, the one that arrives later. */
    TIE_BREAK
}
