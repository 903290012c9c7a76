package dev.holdall.releasetests;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The versions of libraries that Spring Boot manages, as docs/compatibility.md lists them. */
final class ManagedVersions {

    private static final Map<String, String> ROWS = Map.of(
            "config", "Typesafe Config",
            "slf4j-api", "SLF4J",
            "caffeine", "Caffeine",
            "lettuce-core", "Lettuce",
            "netty-common", "Netty",
            "java-driver-core", "Apache Cassandra Java Driver");

    private static final Map<String, List<String>> BACKENDS = Map.of(
            "memory", List.of("caffeine"),
            "redis", List.of("lettuce-core", "netty-common"),
            "cassandra", List.of("java-driver-core", "netty-common"));

    private ManagedVersions() {}

    /** Returns the names of jars that an application with a backend gets. */
    static List<String> of(String backend) {
        return Stream.concat(Stream.of("config", "slf4j-api"), Objects.requireNonNull(BACKENDS.get(backend)).stream())
                .map(library -> library + "-" + version(Objects.requireNonNull(ROWS.get(library))) + ".jar")
                .toList();
    }

    /** Returns what the third column of the table of libraries says. */
    private static String version(String library) {
        return Documents.lines("docs/compatibility.md").stream()
                .filter(line -> line.startsWith("| " + library + " |"))
                .map(line -> Arrays.asList(line.split("\\|", -1)).get(3).strip())
                .findFirst()
                .orElseThrow(() -> new AssertionError("docs/compatibility.md has no row for " + library));
    }
}
