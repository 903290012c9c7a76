package dev.holdall.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Checks that docs/compatibility.md names the versions that the build has, and README none that nobody can get. */
class CompatibilityDocumentTest {

    private static final Pattern LIBRARY = Pattern.compile("`([a-z-]+\\.version)` = ([^ |]+)");
    private static final Pattern CASSANDRA = Pattern.compile("every build: (\\S+) \\(the oldest\\) and (\\S+) \\|");

    @Test
    void librariesInTheTable_haveTheVersionsOfTheBuild() throws IOException {
        String pom = read("pom.xml");
        List<String> libraries = LIBRARY.matcher(document())
                .results()
                .map(library -> "<" + library.group(1) + ">" + library.group(2) + "</" + library.group(1) + ">")
                .toList();
        assertThat(libraries)
                .hasSizeGreaterThan(5)
                .allSatisfy(library -> assertThat(pom).contains(library));
    }

    @Test
    void cassandrasInTheTable_areThoseOfTheTestServers() throws IOException {
        Matcher cassandra = CASSANDRA.matcher(document());
        assertThat(cassandra.find()).isTrue();
        assertThat(read("test-servers/cassandra-4.1/pom.xml"))
                .contains("<version>" + cassandra.group(1) + "</version>");
        assertThat(read("test-servers/cassandra-5.0/pom.xml"))
                .contains("<version>" + cassandra.group(2) + "</version>");
    }

    @Test
    void redisInTheTable_areThoseOfTheTestServers() throws IOException {
        assertThat(read("test-servers/redis-6.2/pom.xml")).contains("Redis 6.2.7");
        assertThat(read("test-servers/redis-7.4/pom.xml")).contains("Redis 7.4.1");
        assertThat(document()).contains("every build: 6.2.7 (the oldest) and 7.4.1");
    }

    @Test
    void readme_namesNoVersionThatIsNotReleased() throws IOException {
        assertThat(read("README.md"))
                .contains("<version>${holdall.version}</version>")
                .doesNotContain("-SNAPSHOT");
    }

    private static String document() throws IOException {
        return read("docs/compatibility.md");
    }

    private static String read(String file) throws IOException {
        return Files.readString(Documents.root().resolve(file));
    }
}
