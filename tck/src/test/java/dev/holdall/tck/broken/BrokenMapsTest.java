package dev.holdall.tck.broken;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Checks that the kit finds the defects of backends whose maps or groups are broken. */
@Tag("deep")
class BrokenMapsTest extends BrokenBackends {

    static Stream<Defect> defects() {
        return Stream.concat(Defects.ofMaps(), Defects.ofGroups());
    }
}
