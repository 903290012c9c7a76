package dev.holdall.releasetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What lies in a repository after a release. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedFilesIT {

    private static final List<String> OF_A_LIBRARY =
            List.of(".jar", ".pom", "-sources.jar", "-javadoc.jar", "-cyclonedx.json", "-cyclonedx.xml");

    private Release release;

    @BeforeAll
    void makeTheRelease() {
        release = Release.dryRun();
    }

    @Test
    void onlyTheBomAndTheLibraries_arePublished() throws IOException {
        assertThat(children(release.repository().resolve("dev/holdall")))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Stream.of(Release.BOM), Release.LIBRARIES.stream())
                        .toList());
        assertThat(children(release.repository())).containsExactly("dev");
    }

    @Test
    void aLibrary_hasItsJarsItsPomAndItsBillOfMaterials() throws IOException {
        for (String library : Release.LIBRARIES) {
            assertThat(withoutSignaturesAndChecksums(library)).containsExactlyInAnyOrderElementsOf(OF_A_LIBRARY);
        }
    }

    @Test
    void theBom_hasItsPomOnly() throws IOException {
        assertThat(withoutSignaturesAndChecksums(Release.BOM)).containsExactly(".pom");
    }

    @Test
    void eachFile_isSigned() throws IOException {
        Optional<SigningKey> key = release.key();
        assumeTrue(key.isPresent(), "GnuPG is not installed: the release was made without signatures");
        for (Path file : signed()) {
            key.get().verify(file);
        }
    }

    @Test
    void theJars_holdTheCodeAndWhatBelongsToIt() throws IOException {
        for (String library : Release.LIBRARIES) {
            try (JarFile jar = new JarFile(release.file(library, ".jar").toFile())) {
                assertThat(jar.stream().map(ZipEntry::getName).filter(name -> !name.endsWith("/")))
                        .allMatch(PublishedFilesIT::belongsIntoAJar)
                        .contains("META-INF/maven/dev.holdall/" + library + "/pom.xml");
                assertThat(jar.getManifest().getMainAttributes().getValue("Implementation-Version"))
                        .isEqualTo(release.version());
                assertThat(jar.getEntry("module-info.class") != null
                                || jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name") != null)
                        .as("%s is a module", library)
                        .isTrue();
            }
        }
    }

    @Test
    void theSourcesAndTheJavadoc_areThere() throws IOException {
        for (String library : Release.LIBRARIES) {
            try (JarFile sources =
                            new JarFile(release.file(library, "-sources.jar").toFile());
                    JarFile javadoc =
                            new JarFile(release.file(library, "-javadoc.jar").toFile())) {
                assertThat(sources.stream().map(ZipEntry::getName)).anyMatch(name -> name.endsWith(".java"));
                assertThat(javadoc.getEntry("index.html")).isNotNull();
                assertThat(javadoc.stream().map(ZipEntry::getName)).noneMatch(name -> name.contains("/internal/"));
            }
        }
    }

    private static boolean belongsIntoAJar(String name) {
        return name.matches("META-INF/(MANIFEST.MF|services/.*|dev.holdall/.*|maven/dev.holdall/.*)")
                || name.matches("META-INF/spring(/.*\\.imports|\\.factories|-configuration-metadata\\.json)")
                || name.equals("modules/session-store-holdall.mod")
                || name.equals("etc/sessions/holdall/session-store.xml")
                || name.equals("module-info.class")
                || name.equals("reference.conf")
                || name.matches("dev/holdall/.*\\.(class|lua)")
                || name.matches("dev/holdall/http/openapi-\\w+\\.(json|yaml)");
    }

    private List<Path> signed() throws IOException {
        try (Stream<Path> files = Files.walk(release.repository())) {
            return files.filter(file -> file.toString().matches(".*\\.(jar|pom|json|xml)"))
                    .filter(file -> !file.endsWith("maven-metadata.xml"))
                    .toList();
        }
    }

    /** Returns the endings of the files of an artifact, after a check that each of them has its checksums. */
    private Set<String> withoutSignaturesAndChecksums(String artifact) throws IOException {
        Set<String> endings = new TreeSet<>();
        String start = artifact + "-" + release.version();
        for (String name : children(release.folder(artifact))) {
            if (!name.matches(".*\\.(md5|sha1|asc)")) {
                assertThat(release.folder(artifact).resolve(name + ".md5")).exists();
                assertThat(release.folder(artifact).resolve(name + ".sha1")).exists();
                endings.add(name.substring(start.length()));
            }
        }
        return endings;
    }

    private static List<String> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }
}
