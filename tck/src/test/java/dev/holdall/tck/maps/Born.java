package dev.holdall.tck.maps;

import java.util.Comparator;

/** A creation of the simulated map. */
record Born(long version, int random) implements Comparable<Born> {

    /** The creation in the address of all cells, if the rule {@link MapRule#CREATION_IN_ADDRESS} is left out. */
    static final Born SHARED = new Born(0, 0);

    private static final Comparator<Born> ORDER =
            Comparator.comparingLong(Born::version).thenComparingInt(Born::random);

    @Override
    public int compareTo(Born other) {
        return ORDER.compare(this, other);
    }
}
