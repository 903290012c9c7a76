package dev.holdall.config;

import static dev.holdall.config.Configs.problems;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdall.SessionStore;
import dev.holdall.SessionStoreException;
import dev.holdall.config.internal.Loaders;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackendsTest {

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @Test
    void twoOfOneName_areAProblem_whicheverIsChosen() {
        classPath.backends(FakeBackends.Memory.class, FakeBackends.Remote.class, FakeBackends.OtherRemote.class);
        assertThat(problems(""))
                .containsExactly(
                        "the class path has two backends named remote: dev.holdall.config.FakeBackends$Remote and"
                                + " dev.holdall.config.FakeBackends$OtherRemote; leave one of their artifacts out");
    }

    @Test
    void thoseThatCannotBeLoaded_areAProblem() {
        classPath.services("""
                dev.holdall.config.FakeBackends$Memory
                dev.holdall.config.FakeBackends$Unloadable
                no.such.Provider
                dev.holdall.config.Configs
                """);
        assertThat(problems(""))
                .hasSize(3)
                .allMatch(problem -> problem.startsWith("a backend on the class path can't be loaded: "))
                .anyMatch(problem -> problem.contains("FakeBackends$Unloadable"))
                .anyMatch(problem -> problem.contains("no.such.Provider"))
                .anyMatch(problem -> problem.contains("dev.holdall.config.Configs"));
    }

    @Test
    void servicesFileThatCannotBeRead_isAProblem() {
        classPath.services("not a class name");
        assertThat(problems(""))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("a backend on the class path can't be loaded: ");
    }

    @Test
    void libraryThatIsMissing_isAProblem() {
        classPath.backends(FakeBackends.Incomplete.class);
        assertThat(problems("holdall.stores.sessions { backend = remote, remote.uri = x }"))
                .containsExactly(
                        "holdall.stores.sessions.remote could not be read: a library of that backend doesn't fit:"
                                + " io.library.Client is missing or is another one (java.lang.NoClassDefFoundError); no"
                                + " artifact on the class path has its package; let the build choose one version of"
                                + " each library that fits all the others");
    }

    @Test
    void libraryThatDoesNotFit_whileOpening_isNamed() {
        StoreBuilder builder = SessionStores.builder("sessions").backend("remote", context -> {
            throw new NoSuchMethodError("'void org.slf4j.Logger.sing(java.lang.String)'");
        });
        assertThatThrownBy(builder::open)
                .isInstanceOf(SessionStoreException.class)
                .hasMessageMatching("sessions/remote: open: a library on the class path doesn't fit:"
                        + " org.slf4j.Logger is"
                        + " missing or is another one \\(java.lang.NoSuchMethodError\\); found:"
                        + " slf4j-api-.*[.]jar;"
                        + " needed: SLF4J [0-9.]+, or a version that is compatible with it; .*; nothing was changed");
    }

    @Test
    void none_isAProblem_thatNamesTheArtifact() {
        classPath.services("");
        assertThat(problems(""))
                .singleElement()
                .asString()
                .startsWith("holdall.stores.sessions.backend names a backend that is not on the class path; add the"
                        + " artifact dev.holdall:holdall-memory; there are none (");
    }

    @Test
    void contextLoaderThatDoesNotKnowTheLibrary_isPassedOver() throws InterruptedException {
        AtomicReference<ClassLoader> found = new AtomicReference<>();
        Thread thread = new Thread(() -> found.set(Loaders.current()));
        thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
        thread.start();
        thread.join();
        assertThat(found.get()).isSameAs(SessionStore.class.getClassLoader());
    }
}
