package dev.holdall.releasetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two builds of the same sources, in different folders, give the same bytes. */
@Tag("deep")
class ReproducibleBuildIT {

    @Test
    void theSecondBuild_givesTheSameBytes() throws IOException {
        Release release = Release.dryRun();
        List<Path> files = published(release.repository());
        assertThat(files).hasSizeGreaterThan(Release.LIBRARIES.size());
        assertThat(published(release.secondRepository())).isEqualTo(files);
        assertThat(files)
                .allSatisfy(file -> assertThat(release.secondRepository().resolve(file))
                        .hasSameBinaryContentAs(release.repository().resolve(file)));
    }

    private static List<Path> published(Path repository) throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            return files.filter(file -> file.toString().matches(".*\\.(jar|pom|json|xml)"))
                    // The time of the deployment.
                    .filter(file -> !file.endsWith("maven-metadata.xml"))
                    .map(repository::relativize)
                    .sorted()
                    .toList();
        }
    }
}
