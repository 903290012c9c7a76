package dev.holdall.tck.broken;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Checks that the kit finds the defects of backends that write wrongly, or leave something behind. */
@Tag("deep")
class BrokenWritesTest extends BrokenBackends {

    static Stream<Defect> defects() {
        return Defects.ofWrites();
    }
}
