package dev.holdall.config;

import dev.holdall.spi.BackendProvider;
import dev.holdall.spi.DecoratorProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The class path of a test: files and backends of the test, followed by the real class path. */
final class TestClassPath implements BeforeEachCallback, AfterEachCallback {

    private static final String REFERENCE = """
            holdall.defaults.memory { max-size = auto }
            holdall.defaults.remote {
              uri = null
              password = null
              pool.size = 8
              tls = false
              idle-timeout = 1 minute
              buffer = 64 KiB
              hosts = []
              routing = local-quorum
              driver {}
            }
            holdall.defaults.outer { level = 1 }
            holdall.defaults.inner {}
            holdall.defaults.failing {}
            """;

    private Path directory = Path.of("");
    private ClassLoader before = ClassLoader.getSystemClassLoader();

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("holdall-class-path");
        before = Thread.currentThread().getContextClassLoader();
        URL[] urls = {directory.toUri().toURL()};
        Thread.currentThread().setContextClassLoader(new URLClassLoader(urls, before));
        file("reference.conf", REFERENCE);
        backends(FakeBackends.Memory.class, FakeBackends.Remote.class);
        decorators(FakeDecorators.Outer.class, FakeDecorators.Inner.class, FakeDecorators.Failing.class);
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        ((URLClassLoader) Thread.currentThread().getContextClassLoader()).close();
        Thread.currentThread().setContextClassLoader(before);
        try (var files = Files.walk(directory)) {
            files.sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** Puts exactly these backends on the class path. */
    void backends(Class<?>... providers) {
        services(Arrays.stream(providers).map(Class::getName).collect(Collectors.joining("\n")));
    }

    void decorators(Class<?>... providers) {
        file(
                "META-INF/services/" + DecoratorProvider.class.getName(),
                Arrays.stream(providers).map(Class::getName).collect(Collectors.joining("\n")));
    }

    void services(String lines) {
        file("META-INF/services/" + BackendProvider.class.getName(), lines);
    }

    void file(String name, String content) {
        try {
            Path file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
