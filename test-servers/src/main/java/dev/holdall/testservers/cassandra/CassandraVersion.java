package dev.holdall.testservers.cassandra;

import dev.holdall.testservers.processes.Artifacts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The versions of Cassandra that can be started. The poms of the modules {@code cassandra-*} beside this one have their
 * patch levels.
 */
public enum CassandraVersion {
    /** Cassandra 4.1. */
    V4_1("cassandra-4.1"),
    /** Cassandra 5.0. */
    V5_0("cassandra-5.0");

    private final String artifact;

    CassandraVersion(String artifact) {
        this.artifact = artifact;
    }

    /** Returns the folder with the server's jars. */
    Path jars() {
        return Artifacts.folder(artifact);
    }

    /** Returns the JVM options that only this version needs. */
    List<String> jvmOptions() {
        return this == V4_1 ? List.of("-javaagent:" + jar("jamm-")) : List.of();
    }

    /** Returns the lines of cassandra.yaml that only this version knows. */
    String yaml() {
        return this == V4_1 ? "" : "storage_compatibility_mode: NONE\n";
    }

    private Path jar(String prefix) {
        try (Stream<Path> jars = Files.list(jars())) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
