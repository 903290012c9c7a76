package dev.holdall.tck.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/**
 * Checks that the kit finds each defect: over a broken backend, the rules that it breaks fail, and no others. There are
 * several classes of these tests, so that several JVMs can share them.
 */
abstract class BrokenBackends {

    private static final Pattern NUMBER = Pattern.compile("[A-Z]{3}-\\d\\d");

    /** The backend that the defects break is healthy itself. This run also records which primitives each test calls. */
    @BeforeAll
    static void kit_overHealthyBackend_failsNothing() {
        assertThat(rulesFailed(Defects.NONE)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("defects")
    @DisplayName("a broken backend fails the rules that it breaks")
    void kit_overBrokenBackend_failsJustTheRulesThatItBreaks(Defect defect) {
        Set<String> failed = rulesFailed(defect);
        assertThat(failed).as("the rules that %s breaks", defect).containsAll(defect.rules());
        failed.removeAll(defect.rules());
        failed.removeAll(defect.races());
        if (!failed.isEmpty()) {
            // A race may let another rule fail once, or a machine that halts for a moment. A rule that is really broken
            // fails again.
            failed.retainAll(rulesFailed(defect));
        }
        assertThat(failed).as("the other rules that %s fails", defect).isEmpty();
    }

    private static Set<String> rulesFailed(Defect defect) {
        TreeSet<String> rules = new TreeSet<>();
        EngineTestKit.engine("junit-jupiter")
                .configurationParameter(DefectiveContract.DEFECT, defect.name())
                // The tests run one by one over the healthy backend, so that each recorded call belongs to one test.
                .configurationParameter("holdall.tck.deadlines-together", String.valueOf(!defect.equals(Defects.NONE)))
                .selectors(selectClass(DefectiveContract.class))
                .execute()
                .allEvents()
                .failed()
                .map(Event::getTestDescriptor)
                .map(BrokenBackends::rule)
                .forEach(rules::add);
        return rules;
    }

    /**
     * Returns the rule's number, with which a test's display name begins. For a test on one face, the name of its
     * parent has the number.
     */
    private static String rule(TestDescriptor failed) {
        return Stream.of(failed, failed.getParent().orElseThrow())
                .map(descriptor -> NUMBER.matcher(descriptor.getDisplayName()))
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .findFirst()
                .orElseGet(failed::getDisplayName);
    }
}
