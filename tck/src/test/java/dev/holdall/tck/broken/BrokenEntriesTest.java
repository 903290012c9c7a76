package dev.holdall.tck.broken;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** Checks that the kit finds the defects of backends that damage, lose or confuse entries. */
@Tag("deep")
class BrokenEntriesTest extends BrokenBackends {

    static Stream<Defect> defects() {
        return Defects.ofEntries();
    }
}
