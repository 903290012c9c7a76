package dev.holdall.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What an application reports whose store on Redis can't be opened, with this Lettuce and with an older one. */
@Tag("deep")
class OpeningFailureTest {

    /** Loads everything anew, except for a class that the Lettuce of Spring Boot 4.0 doesn't have. */
    private static final class WithoutAClass extends URLClassLoader {

        private static final String MISSING = "io.lettuce.core.MaintNotificationsConfig";

        WithoutAClass(URL[] classPath) {
            super(classPath, ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (name.equals(MISSING)) {
                throw new ClassNotFoundException(name);
            }
            return super.findClass(name);
        }
    }

    /** Starts an application whose server isn't there. May run in the other class loader. */
    public static final class Start implements Callable<List<String>> {

        /** Public for the reflection from the other class loader. */
        public Start() {}

        @Override
        public List<String> call() {
            List<String> report = new ArrayList<>();
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(HoldallAutoConfiguration.class))
                    .withPropertyValues(
                            "holdall.stores.sessions.backend=redis",
                            "holdall.stores.sessions.redis.uri=redis://:s3cret@127.0.0.1:1")
                    .run(context -> report.addAll(report(context.getStartupFailure())));
            return report;
        }

        private static List<String> report(@Nullable Throwable failure) {
            if (failure == null) {
                return List.of("no failure");
            }
            FailureAnalysis analysis = new StoreFailureAnalyzer().analyze(failure);
            return analysis == null
                    ? List.of("not analyzed: " + failure)
                    : List.of(analysis.getDescription(), String.valueOf(analysis.getAction()));
        }
    }

    @Test
    void serverThatIsNotThere_isReported_withoutThePassword() {
        assertThat(String.join("\n", new Start().call()))
                .contains("no server could be reached: tried [127.0.0.1:1]")
                .contains("docs/operations.md")
                .doesNotContain("s3cret");
    }

    @Test
    void olderLettuce_isReported_withWhatToSet() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        try (WithoutAClass loader = new WithoutAClass(classPath())) {
            thread.setContextClassLoader(loader);
            Callable<?> start = (Callable<?>) loader.loadClass(Start.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(String.valueOf(start.call()))
                    .contains(WithoutAClass.MISSING)
                    .contains("Set the property lettuce.version of the build");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        StringTokenizer parts = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
        URL[] urls = new URL[parts.countTokens()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = Path.of(parts.nextToken()).toUri().toURL();
        }
        return urls;
    }
}
