package dev.holdall.releasetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A release that was made as docs/releasing.md says, but deployed into a folder. It was made twice, in two folders.
 *
 * @param version its version
 * @param sources the sources of which it was made
 * @param repository the folder into which it was deployed, signed if there is a key
 * @param secondRepository the folder into which the second build deployed it, without signatures
 * @param key the key with which it was signed, if GnuPG is installed
 */
record Release(String version, Path sources, Path repository, Path secondRepository, Optional<SigningKey> key) {

    /** The artifacts that are published, apart from the BOM. */
    static final List<String> LIBRARIES = List.of(
            "holdall-api",
            "holdall-cassandra",
            "holdall-http-server",
            "holdall-jetty",
            "holdall-logins",
            "holdall-memory",
            "holdall-micrometer",
            "holdall-redis",
            "holdall-spring-boot-starter",
            "holdall-spring-session",
            "holdall-tck");

    static final String BOM = "holdall-bom";
    static final String HOME = "https://holdall.invalid";

    private static final Pattern VERSION = Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>");
    private static final FutureTask<Release> DRY_RUN = new FutureTask<>(Release::make);

    /** Returns the release, which is made when this is called for the first time. */
    static Release dryRun() {
        DRY_RUN.run();
        try {
            return DRY_RUN.get();
        } catch (ExecutionException e) {
            throw new AssertionError("the dry run of a release failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Returns the folder with the files of one artifact. */
    Path folder(String artifact) {
        return repository.resolve("dev/holdall").resolve(artifact).resolve(version);
    }

    /** Returns one of the files of an artifact, such as {@code -sources.jar} or {@code .pom}. */
    Path file(String artifact, String ending) {
        return folder(artifact).resolve(artifact + "-" + version + ending);
    }

    private static Release make() throws IOException {
        Path folder = Folders.empty("release");
        Optional<SigningKey> key = SigningKey.make();
        String version = versionOfThisProject();
        // The second one's path is longer, so that archives which hold it are not the same.
        Build first = new Build(folder.resolve("sources"), folder.resolve("repository"), folder.resolve("local"));
        Path other = folder.resolve("built-again/somewhere-else");
        Build second = new Build(other.resolve("sources"), other.resolve("repository"), other.resolve("local"));
        Command signed =
                first.start(version, key.map(k -> "-Dgpg.homedir=" + k.home()).orElse("-Dgpg.skip"));
        Command unsigned = second.start(version, "-Dgpg.skip");
        signed.awaitSuccess();
        unsigned.awaitSuccess();
        return new Release(version, first.sources, first.repository, second.repository, key);
    }

    /** Returns the version of this project, as it is at a release. */
    private static String versionOfThisProject() throws IOException {
        Matcher version = VERSION.matcher(Files.readString(Folders.PROJECT.resolve("pom.xml")));
        if (!version.find()) {
            throw new AssertionError("pom.xml has no version");
        }
        return version.group(1);
    }

    /** One build of the release. */
    private record Build(Path sources, Path repository, Path localRepository) {

        Command start(String version, String signing) throws IOException {
            Folders.copySources(Folders.PROJECT, sources);
            setVersion(version);
            Files.createDirectories(localRepository);
            String command = Documents.command("docs/releasing.md", "mvn -B -Prelease deploy ") + " -Drelease.home="
                    + HOME + " -Drelease.repository=" + HOME + "/holdall.git " + signing;
            return Maven.withOwnRepository(Jdk.running(), localRepository)
                    .start(
                            sources,
                            Map.of("REPOSITORY", "dry-run::" + repository.toUri()),
                            repository.resolveSibling("output.txt"),
                            command);
        }

        private void setVersion(String version) throws IOException {
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path pom : files.filter(file -> file.endsWith("pom.xml")).toList()) {
                    Files.writeString(pom, Files.readString(pom).replace(version + "-SNAPSHOT", version));
                }
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
        }
    }
}
