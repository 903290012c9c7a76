package dev.holdall.benchmarks.rounds;

/** Measures the processor time of a server, where it can be had. */
public interface ServerTime {

    /** Measures nothing, for servers whose processor time isn't known. */
    ServerTime UNKNOWN = new ServerTime() {
        @Override
        public Load countedIn(Load load) {
            return load;
        }

        @Override
        public Results shownIn(Results results) {
            return results;
        }
    };

    /**
     * Adds the server's processor time to the samples of a load.
     *
     * @param load the load
     * @return a load that does the same
     */
    Load countedIn(Load load);

    /**
     * Shows the server's processor time in results, all of whose samples have it.
     *
     * @param results the results
     * @return {@code results}
     */
    Results shownIn(Results results);
}
