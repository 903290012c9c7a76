package dev.holdall.tck.maps;

/** What a simulated run can break. */
enum Promise {
    /** Data centres that have exchanged everything show the same map. */
    CONVERGES,
    /** A map has fields of one creation. */
    NEVER_MIXED,
    /** A map has all fields that it was created with, except those that were removed. */
    NEVER_HALF,
    /** What was deleted by somebody who had read it, what was revoked, and what was replaced, doesn't come back. */
    NEVER_BACK,
    /** A removed field isn't put again by somebody who had seen no more of it than the remover. */
    REMOVAL_HOLDS,
    /** A change isn't hidden by what was there when its map was read. */
    NOTHING_LOST,
    /** After the last touch of a map ends it, no data centre shows it. */
    TOUCH_SHORTENS
}
