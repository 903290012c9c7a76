package dev.holdall.testservers.cassandra;

import dev.holdall.testservers.processes.Java17;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A node's folder, with its configuration, its data and its log. */
final class NodeFiles {

    private final Path folder;
    private final ClusterSettings settings;

    private NodeFiles(Path folder, ClusterSettings settings) {
        this.folder = folder;
        this.settings = settings;
    }

    /** Writes the configuration of a node. */
    static NodeFiles write(
            Path clusterFolder, ClusterSettings settings, NodeLocation location, List<NodeLocation> all) {
        NodeFiles files = new NodeFiles(clusterFolder.resolve(location.name()), settings);
        try {
            Files.createDirectories(files.folder);
            Files.writeString(files.yaml(), files.yaml(clusterFolder, location, all));
            Files.writeString(files.rackdc(), files.rackdc(location));
            Files.writeString(files.logback(), resource("logback.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return files;
    }

    private Path yaml() {
        return folder.resolve("cassandra.yaml");
    }

    private Path rackdc() {
        return folder.resolve("cassandra-rackdc.properties");
    }

    private Path logback() {
        return folder.resolve("logback.xml");
    }

    Path folder() {
        return folder;
    }

    Path log() {
        return folder.resolve("node.log");
    }

    private String yaml(Path clusterFolder, NodeLocation location, List<NodeLocation> all) throws IOException {
        List<String> seeds =
                all.stream().map(node -> node.broadcast().getHostAddress()).toList();
        return resource("cassandra.yaml")
                .replace("@cluster@", clusterFolder.getFileName().toString())
                .replace("@token@", Long.toString(location.token()))
                .replace("@listen@", location.listen().getHostAddress())
                .replace("@broadcast@", location.broadcast().getHostAddress())
                .replace("@seeds@", String.join(",", seeds))
                .replace("@more@", settings.yaml());
    }

    private String rackdc(NodeLocation location) {
        return "dc=" + location.dataCenter() + "\nrack=rack1\nprefer_local=" + settings.wideArea() + "\n";
    }

    /** Returns the command that starts the node. */
    List<String> command() {
        Path jars = settings.version().jars();
        List<String> command = new ArrayList<>();
        command.add(Java17.home().resolve("bin").resolve("java").toString());
        command.add("-Xms" + settings.heapMebibytes() + "m");
        command.add("-Xmx" + settings.heapMebibytes() + "m");
        command.addAll(jvmOptions());
        command.addAll(settings.version().jvmOptions());
        command.add("-Dcassandra.config=" + yaml().toUri());
        command.add("-Dcassandra-rackdc.properties=" + rackdc().toUri());
        command.add("-Dcassandra.storagedir=" + folder.resolve("data"));
        command.add("-Dlogback.configurationFile=" + logback());
        command.add("-Djava.io.tmpdir=" + folder);
        command.addAll(List.of("-cp", jars + "/*", "org.apache.cassandra.service.CassandraDaemon"));
        return command;
    }

    private static List<String> jvmOptions() {
        try {
            return resource("jvm.options").lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = NodeFiles.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
