package dev.holdall.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdall.testservers.redis.RedisServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs an application on the module path, with the lines that docs/backends/redis.md has for its descriptor. */
@Tag("deep")
class ModulePathIT {

    private static final Pattern NEEDED = Pattern.compile(
            "(holdall-api|holdall-redis-[0-9]|lettuce-core|redis-authx-core|netty-|reactor-core|reactive-streams"
                    + "|config-[0-9]|slf4j-api|jspecify).*[.]jar");

    private static final String DESCRIPTOR = """
            module application {
                requires dev.holdall;
                requires io.netty.handler;
                requires io.netty.resolver.dns;
                requires jdk.net;
            }
            """;

    private static final String APPLICATION = """
            package application;

            import com.typesafe.config.ConfigFactory;
            import dev.holdall.SessionStore;
            import dev.holdall.config.SessionStores;

            public class Application {
                public static void main(String[] arguments) {
                    String stores = "holdall.stores.sessions { backend = redis, redis.uri = "
                            + "\\"" + arguments[0] + "\\" }";
                    try (SessionStore store = SessionStores.builder("sessions")
                            .config(ConfigFactory.parseString(stores))
                            .open()) {
                        store.set("key", new byte[] {1});
                        System.out.println(store.get("key").isPresent() + " " + Application.class.getModule());
                    }
                }
            }
            """;

    @TempDir
    private Path folder;

    @Test
    void application_onTheModulePath_opensAStore() throws Exception {
        Path classes = folder.resolve("classes");
        compile(classes);
        try (RedisServer server = RedisServer.start()) {
            Path output = folder.resolve("output");
            Process application = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--module-path",
                            modulePath() + File.pathSeparator + classes,
                            "--module",
                            "application/application.Application",
                            server.uri())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            try {
                assertThat(application.waitFor(2, TimeUnit.MINUTES)).isTrue();
                assertThat(output).content().contains("true module application");
            } finally {
                application.destroyForcibly();
            }
        }
    }

    private void compile(Path classes) throws IOException {
        Path descriptor = Files.writeString(folder.resolve("module-info.java"), DESCRIPTOR);
        Path application = Files.writeString(folder.resolve("Application.java"), APPLICATION);
        int result = ToolProvider.findFirst("javac")
                .orElseThrow()
                .run(
                        System.out,
                        System.err,
                        "--module-path",
                        modulePath(),
                        "-d",
                        classes.toString(),
                        descriptor.toString(),
                        application.toString());
        assertThat(result).isZero();
    }

    private static String modulePath() {
        List<String> jars = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> NEEDED.matcher(new File(entry).getName()).matches())
                .toList();
        return jars.stream().collect(Collectors.joining(File.pathSeparator));
    }
}
