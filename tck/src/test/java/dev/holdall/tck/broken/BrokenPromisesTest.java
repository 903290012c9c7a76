package dev.holdall.tck.broken;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Checks that the kit finds the defects of backends that break a promise of a verb. */
@Tag("deep")
class BrokenPromisesTest extends BrokenBackends {

    static Stream<Defect> defects() {
        return Defects.ofVerbs();
    }
}
