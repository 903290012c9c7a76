package dev.holdall.cassandra.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.Version;
import dev.holdall.cassandra.faults.History.Ending;
import dev.holdall.cassandra.faults.History.Kind;
import dev.holdall.cassandra.faults.History.Operation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final List<Operation> operations = new ArrayList<>();
    private long moment;

    @Test
    void readOfTheWrite_isGood() {
        write("eqiad", "a", 10);
        read("eqiad", "a", 10);

        assertGood();
    }

    @Test
    void absence_beforeAnyWriteHere_isGood() {
        write("codfw", "a", 10);
        read("eqiad", null, 0);

        assertGood();
    }

    @Test
    void absence_afterAWriteHere_isALostWrite() {
        write("eqiad", "a", 10);
        read("eqiad", null, 0);

        assertBad("older than 10");
    }

    @Test
    void olderValue_afterAWriteHere_isALostWrite() {
        write("eqiad", "a", 10);
        write("eqiad", "b", 20);
        read("eqiad", "a", 10);

        assertBad("older than 20");
    }

    @Test
    void olderValue_explainedByNothingGreater_isBad_evenIfTheLatterWriteHasTheLesserVersion() {
        write("eqiad", "b", 20);
        write("eqiad", "a", 10);
        read("eqiad", "b", 20);
        assertGood();

        read("eqiad", "a", 10);
        assertBad("older than 20");
    }

    @Test
    void olderValue_whileTheWriteIsElsewhere_isGood_butNotForTheLatest() {
        write("eqiad", "a", 10);
        write("codfw", "b", 20);
        read("eqiad", "a", 10);
        assertGood();

        add(Kind.READ_LATEST, "eqiad", "a", 10, Ending.DONE);
        assertBad("older than 20");
    }

    @Test
    void readThatGoesBack_isBad() {
        write("codfw", "a", 10);
        write("codfw", "b", 20);
        read("eqiad", "b", 20);
        read("eqiad", "a", 10);

        assertBad("older than 20");
    }

    @Test
    void valueThatNobodyWrote_isFromNowhere() {
        read("eqiad", "a", 10);

        assertBad("from nowhere");
    }

    @Test
    void valueOfAWriteThatBeganLater_isFromNowhere() {
        read("eqiad", "a", 10);
        write("eqiad", "a", 10);

        assertBad("from nowhere");
    }

    @Test
    void valueOfAWriteThatWasNotApplied_isFromNowhere() {
        add(Kind.WRITE, "eqiad", "a", 10, Ending.NOT_APPLIED);
        read("eqiad", "a", 10);

        assertBad("from nowhere");
    }

    @Test
    void writeWithoutAnAnswer_mayBeThereOrNot() {
        write("eqiad", "a", 10);
        add(Kind.WRITE, "eqiad", "b", 20, Ending.UNKNOWN);
        read("eqiad", "a", 10);
        read("eqiad", "b", 20);

        assertGood();
    }

    @Test
    void valueAfterARemoval_isBad() {
        write("eqiad", "a", 10);
        remove("eqiad", 1_000, Ending.DONE);
        write("eqiad", "b", 20);
        read("eqiad", "b", 20);

        assertBad("older than 1000");
    }

    @Test
    void absence_afterARemovalThatMayHaveBeenMade_isGood() {
        write("eqiad", "a", 10);
        remove("codfw", 1_000, Ending.UNKNOWN);
        read("eqiad", null, 0);

        assertGood();
    }

    @Test
    void absence_afterALesserRemoval_isBad() {
        write("eqiad", "a", 10);
        remove("eqiad", 5, Ending.DONE);
        read("eqiad", null, 0);

        assertBad("older than 10");
    }

    @Test
    void removalAtTheSameVersion_wins() {
        write("eqiad", "a", 10);
        remove("eqiad", 10, Ending.DONE);
        read("eqiad", null, 0);

        assertGood();
    }

    @Test
    void touch_explainsAVersionAStepAbove() {
        write("eqiad", "a", 10);
        add(Kind.TOUCH, "eqiad", null, null, Ending.DONE);
        read("eqiad", "a", 11);
        assertGood();

        read("eqiad", "a", 12);
        assertBad("from nowhere");
    }

    @Test
    void overlappingCalls_mayBeSeenInAnyOrder() {
        operations.add(new Operation(Kind.WRITE, "eqiad", "a", new Version(10), 1, 100, Ending.DONE));
        operations.add(new Operation(Kind.READ, "eqiad", null, null, 2, 3, Ending.DONE));
        operations.add(new Operation(Kind.READ, "eqiad", "a", new Version(10), 4, 5, Ending.DONE));
        assertGood();

        operations.add(new Operation(Kind.READ, "eqiad", null, null, 6, 7, Ending.DONE));
        assertBad("older than 10");
    }

    private void write(String dataCenter, String value, long version) {
        add(Kind.WRITE, dataCenter, value, version, Ending.DONE);
    }

    private void remove(String dataCenter, long version, Ending ending) {
        add(Kind.REMOVE, dataCenter, null, version, ending);
    }

    private void read(String dataCenter, @Nullable String value, long version) {
        add(Kind.READ, dataCenter, value, value == null ? null : version, Ending.DONE);
    }

    private void add(Kind kind, String dataCenter, @Nullable String value, @Nullable Long version, Ending ending) {
        operations.add(new Operation(
                kind, dataCenter, value, version == null ? null : new Version(version), ++moment, ++moment, ending));
    }

    private void add(Kind kind, String dataCenter, @Nullable String value, int version, Ending ending) {
        add(kind, dataCenter, value, Long.valueOf(version), ending);
    }

    private void assertGood() {
        assertThat(new History(operations).violations()).isEmpty();
    }

    private void assertBad(String violation) {
        assertThat(new History(operations).violations())
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found).contains(violation));
    }
}
