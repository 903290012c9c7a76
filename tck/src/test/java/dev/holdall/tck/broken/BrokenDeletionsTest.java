package dev.holdall.tck.broken;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Checks that the kit finds the defects of deletions, revocations and bulk calls. */
@Tag("deep")
class BrokenDeletionsTest extends BrokenBackends {

    static Stream<Defect> defects() {
        return Defects.ofDeletions();
    }
}
