package dev.holdall.config;

import static dev.holdall.config.Configs.failure;
import static dev.holdall.config.Configs.parse;
import static dev.holdall.config.Configs.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdall.StoreUnavailableException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class SessionStoresTest {

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @BeforeEach
    void forgetEvents() {
        FakeBackends.EVENTS.clear();
    }

    @Test
    void open_withNothingConfigured_usesTheDefaults_andSaysSo() {
        assertThat(logged(() -> SessionStores.open("sessions").close()))
                .containsExactly("[WARN] sessions/memory: no configuration was found, so this store is in the memory of"
                        + " this process: no other process sees its entries, a logout reaches none, and all is lost"
                        + " when this process ends; configure holdall.stores.sessions, or write"
                        + " holdall.defaults.backend = memory if that is meant");
    }

    @Test
    void open_withABackendForAllStores_usesIt_andSaysSo() {
        for (String backend : List.of("memory", "remote")) {
            String hocon = "holdall.defaults { backend = " + backend + ", remote.uri = there }";
            assertThat(logged(() -> SessionStores.open("sessions", parse(hocon)).close()))
                    .containsExactly("[INFO] sessions/" + backend + ": no store is configured under holdall.stores;"
                            + " opening this one with holdall.defaults");
        }
    }

    @Test
    void open_withConfigurationThatWasLoadedWithNothingOfOurs_usesTheDefaults() {
        assertThat(logged(() -> SessionStores.open("sessions", ConfigFactory.load(parse("a = 1")))
                        .close()))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "holdall.defaults.request-timeout = 1 s",
                "holdall {}",
                "holdall.stores {}",
                "holdall.defaults.remote.uri = there"
            })
    void open_withNoStoreButOtherOptions_isAProblem(String hocon) {
        String problem = "holdall.stores has no stores, so this one would be in the memory of this process; configure"
                + " it there, or choose a backend for all stores with holdall.defaults.backend";
        assertThat(problems(hocon)).containsExactly(problem);
    }

    @Test
    void open_withNoStoreButOtherOptions_isAProblem_beneathTheReferenceToo() {
        Config loaded = ConfigFactory.load(parse("holdall.defaults.request-timeout = 1 s"));
        assertThat(failure(() -> SessionStores.open("sessions", loaded)).problems())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"holdal", "hodall", "Holdall", "HOLDALL"})
    void open_withABlockOfNearlyTheRightName_isAProblem(String name) {
        assertThat(problems(name + ".stores.sessions.backend = remote"))
                .containsExactly(name + " is not read; did you mean holdall? (test.conf: 1)");
    }

    @Test
    void open_withABlockOfAnotherApplication_isNone() {
        SessionStores.open("sessions", parse("install.path = x, holdings { a = 1 }, holiday.stores = 7"))
                .close();
    }

    @Test
    void open_withAFileThatIsNotRead_isAProblem() {
        classPath.file("application.yml", "spring:\n  name: x\nholdall:\n  stores:\n");
        assertThat(failure(() -> SessionStores.open("sessions")).problems())
                .containsExactly("application.yml on the class path is not read, though it has a block holdall; write"
                        + " the block into application.conf there");
    }

    @Test
    void open_withAFileOfAnotherLibrary_isNone() {
        classPath.file("application.yml", "# holdall: no\nlogging:\n  level:\n    dev.holdall: DEBUG\n");
        SessionStores.open("sessions").close();
    }

    @Test
    void builder_thatIsGivenAnEmptyConfiguration_saysSo() {
        assertThat(logged(() -> SessionStores.builder("sessions")
                        .config(parse(""))
                        .backend("memory")
                        .open()
                        .close()))
                .hasSize(1);
    }

    @Test
    void builder_thatAsksForNoConfiguration_saysNothing() {
        assertThat(logged(() -> SessionStores.builder("sessions")
                        .backend("memory")
                        .open()
                        .close()))
                .isEmpty();
    }

    @Test
    void open_ofAConfiguredStore_saysNothing() {
        assertThat(logged(() -> SessionStores.open("sessions", parse("holdall.stores.sessions {}"))
                        .close()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "a b", "ä", "a\nb"})
    void open_withANameThatNoStoreCanHave_isRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SessionStores.open(name))
                .withMessage(
                        "the name of a store or a backend must have 1 to 64 ASCII letters, digits, dots, hyphens or"
                                + " underscores");
    }

    @Test
    void openAll_opensEveryStore_andClosesThemTogether() {
        try (SessionStores stores = SessionStores.openAll(parse("holdall.stores { b {}, a { namespace = a } }"))) {
            assertThat(stores.names()).containsExactly("a", "b");
            assertThat(stores.store("a")).hasToString("SessionStore[a/memory]").isSameAs(stores.store("a"));
        }
        assertThat(FakeBackends.EVENTS).containsExactly("opened a", "opened b", "closed a", "closed b");
    }

    @Test
    void openAll_readsTheApplicationsConfiguration() {
        classPath.file("application.conf", "holdall.stores { one {}, \"a.dot\" {} }");
        try (SessionStores stores = SessionStores.openAll()) {
            assertThat(stores.names()).containsExactly("a.dot", "one");
        }
    }

    @Test
    void openAll_whereOneCannotBeOpened_closesTheOthers() {
        String hocon = "holdall.stores { a {}, stuck-b {}, z { backend = remote, remote.uri = unreachable } }";
        assertThatThrownBy(() -> SessionStores.openAll(parse(hocon)))
                .isInstanceOf(StoreUnavailableException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .asString()
                        .contains("stuck-b can't be closed"));
        assertThat(FakeBackends.EVENTS).containsExactly("opened a", "opened stuck-b", "closed a", "closed stuck-b");
    }

    @Test
    void openAll_tellsTheProblemsOfAllStores_andOpensNone() {
        assertThat(failure(() -> SessionStores.openAll(parse("""
                        holdall {
                          defaults.request-timeout = 1 day
                          stores { b { namespaces = x }, a { max-ttl = 5 }, "c/d" {} }
                        }
                        """)))).hasMessage("""
                        all stores/?: open: 4 problems in the configuration:
                          - holdall.stores."c/d" is not a valid name for a store; a name must have 1 to 64 ASCII \
                        letters, digits, dots, hyphens or underscores (test.conf: 3)
                          - holdall.stores.a.max-ttl has no unit; write one, such as 500 ms or 2 seconds; or unlimited \
                        (test.conf: 3)
                          - holdall.defaults.request-timeout must be from 1 ms to 1 hour (test.conf: 2)
                          - holdall.stores.b.namespaces is not an option; did you mean namespace? (test.conf: 3)""");
        assertThat(FakeBackends.EVENTS).isEmpty();
    }

    @Test
    void openAll_withNothingConfigured_isAProblem() {
        assertThat(failure(() -> SessionStores.openAll(parse(""))).problems())
                .containsExactly("holdall.stores has no stores; configure each there, in a block of its name");
    }

    @Test
    void store_thatIsNotConfigured_isRefused() {
        try (SessionStores stores = SessionStores.openAll(parse("holdall.stores { sessions {}, anonymous {} }"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> stores.store("session"))
                    .withMessage("there is no such store; did you mean sessions?");
        }
    }

    @Test
    void close_closesEveryStore_whereSomeFail() {
        SessionStores stores = SessionStores.openAll(parse("holdall.stores { stuck-1 {}, stuck-2 {}, z {} }"));
        assertThatIllegalStateException()
                .isThrownBy(stores::close)
                .withMessage("stuck-1 can't be closed")
                .satisfies(failure -> assertThat(failure.getSuppressed())
                        .singleElement()
                        .asString()
                        .contains("stuck-2 can't be closed"));
        assertThat(FakeBackends.EVENTS).endsWith("closed stuck-1", "closed stuck-2", "closed z");
        stores.close();
        assertThat(FakeBackends.EVENTS).hasSize(6);
    }

    private static Stream<String> logged(Runnable action) {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.holdall");
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
        try {
            action.run();
        } finally {
            logger.setAdditive(true);
            logger.setLevel(null);
            logger.detachAppender(lines);
        }
        return List.copyOf(lines.list).stream().map(ILoggingEvent::toString);
    }
}
