package dev.holdall.releasetests;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.w3c.dom.Element;

/** The POMs that users get: complete by themselves, and without what only this build needs. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedPomIT {

    private static final List<String> OF_A_LIBRARY = List.of(
            "modelVersion",
            "groupId",
            "artifactId",
            "version",
            "name",
            "description",
            "url",
            "licenses",
            "developers",
            "scm",
            "dependencies");

    private static final Map<String, List<String>> DEPENDENCIES = Map.ofEntries(
            entry("holdall-api", List.of("com.typesafe:config", "org.jspecify:jspecify", "org.slf4j:slf4j-api")),
            entry(
                    "holdall-cassandra",
                    List.of("dev.holdall:holdall-api", "org.apache.cassandra:java-driver-core", "org.slf4j:slf4j-api")),
            entry(
                    "holdall-http-server",
                    List.of(
                            "dev.holdall:holdall-api",
                            "org.eclipse.jetty:jetty-server",
                            "org.eclipse.jetty.http2:jetty-http2-server",
                            "org.eclipse.jetty:jetty-alpn-java-server",
                            "io.micrometer:micrometer-registry-prometheus",
                            "tools.jackson.core:jackson-core",
                            "org.slf4j:slf4j-api")),
            entry(
                    "holdall-jetty",
                    List.of("dev.holdall:holdall-api", "org.eclipse.jetty:jetty-session", "org.slf4j:slf4j-api")),
            entry("holdall-logins", List.of("dev.holdall:holdall-api", "com.github.ben-manes.caffeine:caffeine")),
            entry(
                    "holdall-memory",
                    List.of(
                            "dev.holdall:holdall-api",
                            "com.github.ben-manes.caffeine:caffeine",
                            "org.slf4j:slf4j-api")),
            entry("holdall-micrometer", List.of("dev.holdall:holdall-api", "io.micrometer:micrometer-core")),
            entry(
                    "holdall-redis",
                    List.of("dev.holdall:holdall-api", "io.lettuce:lettuce-core", "org.slf4j:slf4j-api")),
            entry(
                    "holdall-spring-boot-starter",
                    List.of(
                            "dev.holdall:holdall-spring-session",
                            "dev.holdall:holdall-memory",
                            "org.springframework.boot:spring-boot-autoconfigure",
                            "org.springframework.boot:spring-boot-session",
                            "org.springframework.boot:spring-boot-health",
                            "com.fasterxml.jackson.core:jackson-annotations",
                            "io.projectreactor:reactor-core")),
            entry(
                    "holdall-spring-session",
                    List.of(
                            "dev.holdall:holdall-api",
                            "org.springframework.session:spring-session-core",
                            "org.springframework:spring-context",
                            "org.slf4j:slf4j-api",
                            "io.projectreactor:reactor-core",
                            "tools.jackson.core:jackson-databind")),
            entry(
                    "holdall-tck",
                    List.of(
                            "dev.holdall:holdall-api",
                            "ch.qos.logback:logback-classic",
                            "org.assertj:assertj-core",
                            "org.junit.jupiter:junit-jupiter-api",
                            "org.junit.jupiter:junit-jupiter-params")));

    private Release release;

    @BeforeAll
    void makeTheRelease() {
        release = Release.dryRun();
    }

    @Test
    void aLibrary_namesWhatItNeeds_andNothingOfThisBuild() {
        for (String library : Release.LIBRARIES) {
            Element pom = Xml.read(release.file(library, ".pom"));
            assertThat(Xml.names(pom)).as(library).containsExactlyInAnyOrderElementsOf(OF_A_LIBRARY);
            List<Element> dependencies = Xml.all(pom, "dependencies/dependency");
            assertThat(dependencies)
                    .as(library)
                    .extracting(d -> Xml.text(d, "groupId") + ":" + Xml.text(d, "artifactId"))
                    .containsExactlyElementsOf(Objects.requireNonNull(DEPENDENCIES.get(library)));
            assertThat(dependencies)
                    .as(library)
                    .allSatisfy(d -> assertThat(Xml.text(d, "scope")).isEqualTo("compile"))
                    .allSatisfy(d -> assertThat(Xml.text(d, "version")).matches("\\d[\\w.]*"));
        }
    }

    @Test
    void theBom_managesEachLibrary_andNothingElse() {
        Element pom = Xml.read(release.file(Release.BOM, ".pom"));
        assertThat(Xml.names(pom)).doesNotContain("parent", "build", "properties", "profiles", "dependencies");
        assertThat(Xml.all(pom, "dependencyManagement/dependencies/dependency"))
                .extracting(d -> Xml.text(d, "artifactId"))
                .containsExactlyInAnyOrderElementsOf(Release.LIBRARIES);
    }

    @Test
    void facts_areThoseOfTheRelease() {
        Stream.concat(Stream.of(Release.BOM), Release.LIBRARIES.stream()).forEach(artifact -> {
            Element pom = Xml.read(release.file(artifact, ".pom"));
            assertThat(Xml.text(pom, "version")).isEqualTo(release.version());
            assertThat(Xml.text(pom, "name")).startsWith("Holdall ");
            assertThat(Xml.text(pom, "description")).endsWith(".");
            assertThat(Xml.text(pom, "licenses/license/name")).isEqualTo("Apache-2.0");
            assertThat(Xml.text(pom, "developers/developer/name")).isNotEmpty();
            assertThat(Xml.text(pom, "url")).isEqualTo(Release.HOME);
            assertThat(Xml.text(pom, "scm/url")).isEqualTo(Release.HOME);
            assertThat(Xml.text(pom, "scm/connection")).isEqualTo("scm:git:" + Release.HOME + "/holdall.git");
        });
    }

    @Test
    void theJar_holdsTheSamePom() throws IOException {
        for (String library : Release.LIBRARIES) {
            try (JarFile jar = new JarFile(release.file(library, ".jar").toFile());
                    InputStream inside =
                            jar.getInputStream(jar.getEntry("META-INF/maven/dev.holdall/" + library + "/pom.xml"))) {
                assertThat(inside.readAllBytes()).isEqualTo(Files.readAllBytes(release.file(library, ".pom")));
            }
        }
    }
}
