package dev.holdall.releasetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.w3c.dom.Element;

/** The licences of what users get, as the bills of materials tell them. */
@Tag("deep")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LicencesIT {

    /** What an application under any licence may use. A library under several needs one of these. */
    private static final Set<String> ALLOWED =
            Set.of("Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "EPL-2.0", "MIT", "MIT-0");

    private Release release;

    @BeforeAll
    void makeTheRelease() {
        release = Release.dryRun();
    }

    @Test
    void eachLibrary_hasALicenceThatIsAllowed() {
        for (String artifact : Release.LIBRARIES) {
            assertThat(components(artifact))
                    .allSatisfy(component ->
                            assertThat(licences(component)).as(name(component)).containsAnyElementsOf(ALLOWED));
        }
    }

    @Test
    void theDocument_listsEachLibraryWithItsLicence() {
        List<String> rows = rows();
        assertThat(Documents.lines("docs/licences.md").stream().filter(line -> line.startsWith("| `")))
                .as("the rows of docs/licences.md, which have to be:\n%s\n", String.join("\n", rows))
                .containsExactlyElementsOf(rows);
    }

    private List<String> rows() {
        Map<String, Set<String>> artifacts = new TreeMap<>();
        for (String artifact : Release.LIBRARIES) {
            for (Element component : components(artifact)) {
                String library = "| `" + name(component) + "` | " + String.join(" or ", licences(component)) + " | ";
                artifacts
                        .computeIfAbsent(library, row -> new TreeSet<>())
                        .add("`" + artifact.replace("holdall-", "") + "`");
            }
        }
        return artifacts.entrySet().stream()
                .map(row -> row.getKey() + String.join(", ", row.getValue()) + " |")
                .toList();
    }

    private List<Element> components(String artifact) {
        return Xml.all(Xml.read(release.file(artifact, "-cyclonedx.xml")), "components/component").stream()
                .filter(component -> !Xml.text(component, "group").equals("dev.holdall"))
                .toList();
    }

    private static String name(Element component) {
        return Xml.text(component, "group") + ":" + Xml.text(component, "name");
    }

    private static Set<String> licences(Element component) {
        return Xml.all(component, "licenses/license").stream()
                .map(licence -> Xml.text(licence, "id") + Xml.text(licence, "name"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
