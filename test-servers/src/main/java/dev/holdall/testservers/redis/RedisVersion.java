package dev.holdall.testservers.redis;

import dev.holdall.testservers.processes.Artifacts;
import dev.holdall.testservers.processes.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The versions of Redis that can be started. The poms of the modules {@code redis-*} beside this one have their patch
 * levels.
 */
public enum RedisVersion {
    /** Redis 6.2. */
    V6_2("redis-6.2"),
    /** Redis 7.4. */
    V7_4("redis-7.4"),
    /**
     * A server that is installed on this machine, Redis 6.2 or later or Valkey 7.2 or later. The system property
     * {@value #PROPERTY} has the path of its program, as in {@code -Dholdall.testservers.redis=/usr/bin/valkey-server}.
     */
    INSTALLED("installed");

    /** The system property with the path of an installed server's program. */
    public static final String PROPERTY = "holdall.testservers.redis";

    private static final Pattern MAJOR = Pattern.compile("\\bv=(\\d+)\\.");
    private static final int FIRST_WITH_DEBUG_SWITCH = 7;

    private final String artifact;

    RedisVersion(String artifact) {
        this.artifact = artifact;
    }

    /**
     * Returns the version of a server whose test doesn't choose one.
     *
     * @return {@link #INSTALLED} if the system property {@code holdall.testservers.redis} names a program, else the
     *     newest
     */
    public static RedisVersion standard() {
        return named().isPresent() ? INSTALLED : V7_4;
    }

    private static Optional<Path> named() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .filter(name -> !name.isBlank())
                .map(Path::of);
    }

    /** Returns the path of the program for this machine. */
    public Path program() {
        return this == INSTALLED ? installed() : unpacked();
    }

    private static Path installed() {
        return named().filter(Files::isExecutable)
                .orElseThrow(() -> new ServerStartException(
                        "no executable program at "
                                + named().map(Path::toString).orElse("the path in the system property " + PROPERTY)
                                + ": name a redis-server or a valkey-server by -D" + PROPERTY + "=…",
                        null));
    }

    private Path unpacked() {
        String suffix = "-" + system() + "-" + processor();
        try (Stream<Path> programs = Files.list(Artifacts.folder(artifact))) {
            return programs.filter(program -> program.getFileName().toString().endsWith(suffix))
                    .findFirst()
                    .map(RedisVersion::executable)
                    .orElseThrow(() -> new ServerStartException(
                            "no Maven artifact contains " + artifact + suffix + ": name an installed server by -D"
                                    + PROPERTY + "=…",
                            null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private static String processor() {
        return switch (System.getProperty("os.arch")) {
            case "x86_64", "amd64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            default -> System.getProperty("os.arch");
        };
    }

    /**
     * Makes the program executable, since not every archiver keeps the file mode. Two JVMs may do this at the same
     * time.
     */
    private static Path executable(Path program) {
        if (!Files.isExecutable(program) && !program.toFile().setExecutable(true, false)) {
            throw new ServerStartException("can't make " + program + " executable", null);
        }
        return program;
    }

    /** Whether the server refuses DEBUG unless {@code enable-debug-command} allows it. */
    boolean hasDebugSwitch() {
        return switch (this) {
            case V6_2 -> false;
            case V7_4 -> true;
            case INSTALLED -> major(program()) >= FIRST_WITH_DEBUG_SWITCH;
        };
    }

    private static int major(Path program) {
        String answer = answer(List.of(program.toString(), "--version"));
        Matcher matcher = MAJOR.matcher(answer);
        if (!matcher.find()) {
            throw new ServerStartException(program + " is no Redis or Valkey server: --version prints " + answer, null);
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static String answer(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
