package dev.holdall.spi;

import dev.holdall.Version;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Identifies the {@code create} that made a map. Of two creations of one key the greater one is the map.
 *
 * @param version the version of the creation, which is also the first version of the map's lease
 * @param random random bits. Two processes can make the same version, for example if both follow a version that is
 *     ahead of their clocks; the random bits keep the fields of their maps apart.
 */
public record MapCreation(Version version, int random) implements Comparable<MapCreation> {

    private static final Comparator<MapCreation> ORDER =
            Comparator.comparing(MapCreation::version).thenComparingInt(MapCreation::random);

    @Override
    public int compareTo(MapCreation other) {
        return ORDER.compare(this, other);
    }

    /** Compares the creations. Written out for the reason that {@link Version#equals} names. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MapCreation that && random == that.random && version.equals(that.version);
    }

    @Override
    public int hashCode() {
        return 31 * version.hashCode() + random;
    }
}
