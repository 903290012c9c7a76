package dev.holdall.jetty;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A process of the Jetty distribution, with a base folder that was made as {@code docs/jetty.md} says. */
final class StandaloneJetty implements AutoCloseable {

    private static final Pattern PORT = Pattern.compile("Started .*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");
    private static final Pattern LIBRARIES = Pattern.compile("(holdall-(api|redis|jetty)|config|lettuce-core|netty-"
            + "|reactor-core|reactive-streams|redis-authx-core|jspecify).*\\.jar");

    private final Process process;
    private final Path output;

    private StandaloneJetty(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a Jetty whose store has this configuration. */
    static StandaloneJetty start(Path home, Path base, String config) throws IOException {
        // Jetty warns where it is missing.
        Files.createDirectories(base.resolve("environments"));
        libraries(base.resolve("lib/holdall"));
        copy(Path.of("target/classes/modules"), base.resolve("modules"));
        copy(Path.of("target/classes/etc"), base.resolve("etc"));
        write(base.resolve("etc/holdall.conf"), config);
        write(base.resolve("start.d/all.ini"), """
                --modules=http,core-deploy,session-cache-null,session-store-holdall
                jetty.http.host=127.0.0.1
                jetty.http.port=0
                jetty.session.flushOnResponseCommit=true
                jetty.session.holdall.config=${jetty.base}/etc/holdall.conf
                jetty.session.holdall.serialFilter=java.lang.*;!*
                """);
        write(base.resolve("webapps/counter.properties"), "environment=core\n");
        write(base.resolve("webapps/counter.xml"), """
                <?xml version="1.0"?>
                <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_10_0.dtd">
                <Configure class="org.eclipse.jetty.server.handler.ContextHandler">
                  <Set name="contextPath">/</Set>
                  <Set name="handler">
                    <New class="org.eclipse.jetty.session.SessionHandler">
                      <Set name="handler"><New class="dev.holdall.jetty.CountingHandler"/></Set>
                    </New>
                  </Set>
                </Configure>
                """);
        Path output = base.resolve("output.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        home.resolve("start.jar").toString())
                .directory(base.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new StandaloneJetty(process, output);
    }

    private static void libraries(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            String name = path.getFileName().toString();
            if (Files.isDirectory(path) && Files.exists(path.resolve("dev/holdall"))) {
                // Classes of this build that aren't in a jar yet.
                jar(path, folder.resolve(path.toString().replace(File.separatorChar, '_') + ".jar"));
            } else if (LIBRARIES.matcher(name).matches()) {
                Files.copy(path, folder.resolve(name));
            }
        }
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (Stream<Path> files = Files.walk(classes);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, out);
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Returns the address of a path, if the server listens already. */
    URI uri(String path) {
        Matcher port = PORT.matcher(output());
        if (!port.find()) {
            throw new AssertionError("the server doesn't listen: " + output());
        }
        return URI.create("http://127.0.0.1:" + port.group(1) + path);
    }

    boolean isStarted() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the server has ended: " + output());
        }
        return PORT.matcher(output()).find();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> warnings() {
        return output().lines()
                .filter(line -> line.contains(":WARN") || line.contains(":ERROR"))
                .toList();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join().destroyForcibly();
    }
}
