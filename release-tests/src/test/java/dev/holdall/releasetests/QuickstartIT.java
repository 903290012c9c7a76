package dev.holdall.releasetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs the README's first command as a newcomer does: on sources that nothing has built yet, on each JDK. */
@Tag("deep")
@Execution(ExecutionMode.CONCURRENT)
class QuickstartIT {

    static Collection<Jdk> jdks() {
        return Jdk.installed();
    }

    @ParameterizedTest
    @MethodSource("jdks")
    void commandOfTheReadme_showsALogoutAndALoad(Jdk jdk) {
        Path folder = Folders.empty("quickstart/" + jdk.feature());
        Path sources = folder.resolve("holdall");
        Folders.copySources(Folders.PROJECT, sources);
        String command = Documents.command("README.md", "mvn -q compile exec:java -pl examples/quickstart ");

        String printed = Maven.on(jdk)
                .start(sources, Map.of(), folder.resolve("output.txt"), command)
                .awaitSuccess();

        assertThat(printed).contains("it stays gone", "resurrected sessions: 0");
    }
}
