package dev.holdall.tck.maps;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Simulates the rules of maps ({@code docs/adr/0012-maps.md}) on a database that keeps the greater cell and doesn't
 * look before it writes: with all rules no promise is broken, and without any one of them some promise is.
 */
class MapRulesSimulationTest {

    private static final Set<MapRule> ALL = EnumSet.allOf(MapRule.class);
    private static final List<Setting> SETTINGS = Stream.of(true, false)
            .flatMap(skewed -> Stream.of(
                    new Setting(false, skewed, true),
                    new Setting(false, skewed, false),
                    new Setting(true, skewed, false)))
            .toList();

    /** How many seeds are tried at most to find what breaks without a rule. */
    private static final int MOST_SEEDS = 5_000;

    @ParameterizedTest
    @MethodSource("settings")
    void allRules_breakNoPromise(Setting setting) {
        assertNothingBreaks(setting, 500);
    }

    @Tag("deep")
    @ParameterizedTest
    @MethodSource("settings")
    void allRules_breakNoPromise_inManyRuns(Setting setting) {
        assertNothingBreaks(setting, 10_000);
    }

    private static void assertNothingBreaks(Setting setting, int seeds) {
        List<String> broken = LongStream.range(0, seeds)
                .mapToObj(seed -> new Run(seed, Simulation.run(ALL, setting, seed)))
                .filter(run -> !run.broken().isEmpty())
                .map(Run::toString)
                .toList();
        assertThat(broken)
                .as("%s: seeds, and the promises that they break", setting)
                .isEmpty();
    }

    private record Run(long seed, Set<Promise> broken) {}

    static Stream<Setting> settings() {
        return SETTINGS.stream();
    }

    @ParameterizedTest
    @MethodSource("rulesAndWhatBreaks")
    void withoutARule_aPromiseBreaks(MapRule rule, Promise promise) {
        Set<MapRule> others = EnumSet.complementOf(EnumSet.of(rule));
        boolean breaks = LongStream.range(0, MOST_SEEDS)
                .anyMatch(seed -> SETTINGS.stream()
                        .anyMatch(
                                setting -> Simulation.run(others, setting, seed).contains(promise)));
        assertThat(breaks)
                .as("without %s, %s breaks within %d seeds", rule, promise, MOST_SEEDS)
                .isTrue();
    }

    static Stream<Arguments> rulesAndWhatBreaks() {
        return Stream.of(
                Arguments.of(MapRule.CREATION_IN_ADDRESS, Promise.NEVER_MIXED),
                Arguments.of(MapRule.RANDOM_BITS, Promise.NEVER_MIXED),
                Arguments.of(MapRule.LEASE, Promise.NEVER_HALF),
                Arguments.of(MapRule.FIELDS_OUTLIVE_LEASE, Promise.NEVER_HALF),
                Arguments.of(MapRule.WHOLE_TOUCH, Promise.NEVER_HALF),
                Arguments.of(MapRule.TOUCH_STEP, Promise.TOUCH_SHORTENS),
                Arguments.of(MapRule.OLDER_DELETED, Promise.NEVER_BACK),
                Arguments.of(MapRule.REMOVAL_MARKER, Promise.NOTHING_LOST),
                Arguments.of(MapRule.MARKER_LIVES, Promise.NOTHING_LOST),
                Arguments.of(MapRule.REMOVAL_STEP, Promise.REMOVAL_HOLDS),
                Arguments.of(MapRule.CHANGE_ABOVE_SEEN, Promise.REMOVAL_HOLDS),
                Arguments.of(MapRule.VERSIONS_FOLLOWED, Promise.NEVER_BACK),
                Arguments.of(MapRule.TIE_BREAK, Promise.CONVERGES));
    }

    @Test
    void everyRule_isLeftOutOnce() {
        assertThat(rulesAndWhatBreaks().map(each -> each.get()[0])).containsExactlyInAnyOrderElementsOf(ALL);
    }
}
