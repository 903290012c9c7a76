package dev.holdall;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.spi.VersionSteps;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FieldChangesTest {

    @Test
    void builder_copiesBytes_andKeepsTheLastChangeOfAName() {
        byte[] value = {1, 2};
        FieldChanges.Builder builder = FieldChanges.builder()
                .remove("one")
                .put("one", value)
                .put("two", value)
                .remove("two");
        FieldChanges changes = builder.build();
        value[0] = 9;
        builder.remove("one");
        assertThat(changes.byName()).containsOnlyKeys("one", "two");
        NewEntry one = Objects.requireNonNull(changes.byName().get("one")).orElseThrow();
        assertThat(one.value()).containsExactly(1, 2);
        assertThat(one.ttl()).isEqualTo(Ttl.never());
        assertThat(changes.byName()).containsEntry("two", Optional.empty());
        assertThat(changes).hasToString("FieldChanges[2 fields]");
    }

    @Test
    void removal_isAboveTheLongestSeriesOfChanges() {
        Version seen = new Version(1_000);
        Version last = seen;
        for (int i = 0; i < SessionMaps.MAX_CHANGES_IN_A_ROW; i++) {
            last = VersionSteps.afterUpdate(last);
        }
        // In the middle of the series, a touch may raise the version, as often as it may before an update loses.
        Version touched = last.plusMicros(VersionSteps.UPDATE_MICROS - 1);
        assertThat(VersionSteps.afterRemoval(seen)).isGreaterThan(touched);
    }
}
