package dev.holdall.config;

import static dev.holdall.config.Configs.parse;
import static dev.holdall.config.Configs.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.SessionStoreException;
import dev.holdall.spi.ForwardingBackend;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tests decorators that a configuration or code chooses. */
class DecoratorsTest {

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @Test
    void decorators_standAroundTheBackend_theFirstIsTheOutermost() {
        SessionStores.open("decorated", parse("""
                        holdall.stores.decorated { backend = memory, decorators = [outer, inner], outer.level = 7 }
                        """)).close();

        assertThat(events("decorated"))
                .containsExactly(
                        "decorated: inner around the backend",
                        "decorated: outer 7 around inner",
                        "decorated: outer 7 closed",
                        "decorated: inner closed");
    }

    @Test
    void decorators_ofTheDefaults_areThoseOfEveryStore_andMayBeAText() {
        SessionStores.open("inherited", parse("holdall.defaults { backend = memory, decorators = \"outer,inner\" }"))
                .close();

        assertThat(events("inherited")).contains("inherited: outer 1 around inner");
    }

    @Test
    void decorators_givenByCode_standAroundThoseThatAreConfigured() {
        SessionStores.builder("coded")
                .config(parse("holdall.stores.coded.decorators = [inner]"))
                .decorator((backend, context) -> {
                    FakeBackends.EVENTS.add("coded: first around " + backend);
                    return new ForwardingBackend(backend) {};
                })
                .decorator((backend, context) -> {
                    FakeBackends.EVENTS.add("coded: second around " + backend);
                    return backend;
                })
                .open()
                .close();

        assertThat(events("coded"))
                .startsWith(
                        "coded: inner around the backend", "coded: second around inner", "coded: first around inner");
    }

    @Test
    void wrongDecorators_areProblems() {
        assertThat(problems("holdall.stores.sessions.decorators = [outr]"))
                .singleElement()
                .asString()
                .startsWith("holdall.stores.sessions.decorators names a decorator that is not on the class path; there"
                        + " are: failing, inner, outer; did you mean outer? (");
        assertThat(problems("holdall.stores.sessions.decorators = [inner, outer, inner]"))
                .singleElement()
                .asString()
                .startsWith("holdall.stores.sessions.decorators names inner twice (");
        assertThat(problems("holdall.stores.sessions.decorators = [hunter2, hunter2]"))
                .isNotEmpty()
                .noneMatch(problem -> problem.contains("hunter2"));
        assertThat(problems("holdall.stores.sessions { decorators = [outer], outer.level = 10 }"))
                .singleElement()
                .asString()
                .startsWith("holdall.stores.sessions.outer.level must be from 1 to 9 (");
        assertThat(problems("holdall.stores.sessions { decorators = [outer], outer.lvel = 3 }"))
                .singleElement()
                .asString()
                .startsWith("holdall.stores.sessions.outer.lvel is not an option; did you mean level? (");
    }

    @Test
    void decoratorWithTheNameOfSomethingElse_isAProblem() {
        classPath.decorators(FakeDecorators.Namespace.class, FakeDecorators.Memory.class);
        for (String name : List.of("namespace", "memory")) {
            assertThat(problems("holdall.stores.sessions { backend = memory, decorators = [" + name + "] }"))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "holdall.stores.sessions.decorators names a decorator, dev.holdall.config.FakeDecorators$")
                    .contains(", that has the name of the store's backend or of an option; leave it out");
        }
    }

    @Test
    void decoratorWithAWrongName_isAProblem() {
        classPath.decorators(FakeDecorators.Inner.class, FakeDecorators.Misnamed.class);

        assertThat(problems("holdall.stores.sessions.decorators = [inner]"))
                .containsExactly("the decorator dev.holdall.config.FakeDecorators$Misnamed has an invalid name; a name"
                        + " must have 1 to 64 lower-case ASCII letters, digits or hyphens");
    }

    @Test
    void decoratorThatFails_closesTheBackend() {
        assertThatThrownBy(() -> SessionStores.open("failed", parse("""
                        holdall.stores.failed.decorators = [failing, inner]
                        """)))
                .isInstanceOf(SessionStoreException.class)
                .hasMessageContaining("the decorator has no keys");

        assertThat(events("failed")).containsExactly("failed: inner around the backend", "failed: inner closed");
    }

    private static List<String> events(String store) {
        return FakeBackends.EVENTS.stream()
                .filter(event -> event.startsWith(store + ": "))
                .toList();
    }
}
