package dev.holdall.memory.internal;

/** The warnings that are logged, with what to do about them. */
final class Warnings {

    private Warnings() {}

    static String eviction(String store, Bounds bounds) {
        return store + "/memory: the size bound of " + inWords(bounds.entryBytes())
                + " is reached: entries are evicted before their expiry; raise " + option(store, "max-size");
    }

    static String lostRevocation(String store, Bounds bounds) {
        return store + "/memory: the size bound of " + inWords(bounds.revocationBytes())
                + " for revocations is reached: the oldest are forgotten before their horizon, so that a request of"
                + " that age could bring its session back; raise " + option(store, "max-revocations-size");
    }

    private static String option(String store, String name) {
        return "holdall.stores." + store + ".memory." + name;
    }

    /** Formats a number of bytes for people: exactly up to some KiB, then rounded down. */
    private static String inWords(long bytes) {
        if (bytes < 10 << 10) {
            return bytes + " bytes";
        }
        return bytes < 10 << 20 ? (bytes >> 10) + " KiB" : (bytes >> 20) + " MiB";
    }
}
