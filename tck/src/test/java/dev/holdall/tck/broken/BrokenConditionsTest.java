package dev.holdall.tck.broken;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Checks that the kit finds the defects of backends whose writes with a condition are wrong. */
@Tag("deep")
class BrokenConditionsTest extends BrokenBackends {

    static Stream<Defect> defects() {
        return Defects.ofConditions();
    }
}
