package dev.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Checks that {@code docs/contract.md} and the kit have the same rules. */
class ContractDocumentTest {

    private static final Pattern ROW = Pattern.compile("^\\| ([A-Z]{3}-\\d\\d) \\|", Pattern.MULTILINE);
    private static final Pattern TEST_NAME = Pattern.compile("([A-Z]{3}-\\d\\d): .+");

    @Test
    void contract_andKit_haveTheSameRules() throws IOException {
        assertThat(new TreeSet<>(rulesTested())).isEqualTo(new TreeSet<>(rulesWritten()));
    }

    @Test
    void contract_namesEachRuleOnce() throws IOException {
        assertThat(rulesWritten()).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void tests_carryTheNumberOfTheirRule() {
        assertThat(displayNames()).allSatisfy(name -> assertThat(name).matches(TEST_NAME));
    }

    /** Surefire reports the names of methods, not their display names. */
    @Test
    void methods_carryTheNumberOfTheirRuleToo() {
        assertThat(tests())
                .allSatisfy(method -> assertThat(method.getName().replace('_', '-'))
                        .startsWith(displayName(method).substring(0, "UPD-01".length()) + "-"));
    }

    private static List<String> rulesWritten() throws IOException {
        return ROW.matcher(Files.readString(Documents.root().resolve("docs/contract.md")))
                .results()
                .map(row -> row.group(1))
                .toList();
    }

    private static List<String> rulesTested() {
        return displayNames()
                .flatMap(name -> TEST_NAME.matcher(name).results())
                .map((MatchResult name) -> name.group(1))
                .toList();
    }

    private static Stream<String> displayNames() {
        return tests().map(ContractDocumentTest::displayName);
    }

    private static Stream<Method> tests() {
        return Arrays.stream(SessionStoreContract.class.getMethods())
                .filter(method -> method.isAnnotationPresent(DisplayName.class));
    }

    private static String displayName(Method test) {
        return test.getAnnotation(DisplayName.class).value();
    }
}
