package dev.holdall.tck.maps;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A simulated process: its clock, and what it has read. */
final class SimulatedProcess {

    /** How far the next version of a key is above the last one that the process has made or read. */
    private static final long MARGIN = 512;

    private final int dataCentre;
    private final long skew;
    private final boolean follows;
    private final List<Snapshot> snapshots = new ArrayList<>();
    private final Set<Born> known = new HashSet<>();
    private long last;
    private long floor;

    SimulatedProcess(int dataCentre, long skew, Set<MapRule> rules) {
        this.dataCentre = dataCentre;
        this.skew = skew;
        this.follows = rules.contains(MapRule.VERSIONS_FOLLOWED);
    }

    int dataCentre() {
        return dataCentre;
    }

    List<Snapshot> snapshots() {
        return snapshots;
    }

    /** Returns the creations that this process has read or made. */
    Set<Born> known() {
        return known;
    }

    void follow(long version) {
        floor = Math.max(floor, version + MARGIN);
    }

    long next(long now) {
        last = Math.max(now + skew, 1 + (follows ? Math.max(last, floor) : last));
        follow(last);
        return last;
    }
}
