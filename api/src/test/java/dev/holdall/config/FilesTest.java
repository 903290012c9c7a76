package dev.holdall.config;

import static dev.holdall.config.Configs.failure;
import static dev.holdall.config.Configs.settings;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdall.config.internal.ApplicationConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that a file of the configuration that can't be read is an error, and is never taken for one that is missing.
 */
class FilesTest {

    private static final String STORE = "\nholdall.stores.sessions { namespace = file, backend = memory }\n";

    @RegisterExtension
    final TestClassPath classPath = new TestClassPath();

    @TempDir
    private Path directory;

    @AfterEach
    void clearProperties() {
        System.clearProperty("config.file");
        System.clearProperty("config.resource");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "include required(\"missing.conf\")",
                "include required(\"missing\")",
                "include required(file(\"/nowhere/missing.conf\"))",
                "include required(classpath(\"missing.conf\"))"
            })
    void requiredFile_thatIsMissing_isAProblem_andDropsNothing(String include) {
        classPath.file("application.conf", include + STORE);
        assertProblem("(?s)/.*/application.conf: includes (/nowhere/)?missing(.conf)? as required, but that is not"
                + " there; .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"include \"part\"", "include \"part.conf\"", "include classpath(\"part\")"})
    void requiredFile_thatAnIncludedFileMisses_isAProblem(String include) {
        classPath.file("application.conf", include + STORE);
        classPath.file("part.conf", "include required(\"missing\")\nholdall.stores.sessions.namespace = part");
        assertProblem("(?s)/.*/part.conf: includes missing as required, but that is not there; .*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application.conf", "application.json", "application.properties"})
    void file_thatIsADirectory_isAProblem(String name) {
        classPath.file(name + "/other", "");
        assertProblem("(?s)the configuration: /.*/" + name + " could not be read; check that it is there, .*");
    }

    @Test
    void includedFile_thatIsADirectory_isAProblem() throws Exception {
        Files.createDirectory(directory.resolve("part.conf"));
        classPath.file("application.conf", "include file(\"" + directory.resolve("part.conf") + "\")" + STORE);
        assertProblem("(?s)/.*/application.conf: /.*/part.conf could not be read; .*");
    }

    @Test
    void file_thatIncludesItself_isAProblem() {
        classPath.file("application.conf", "include \"application.conf\"" + STORE);
        assertProblem("(?s)/.*/application.conf: includes /.*/application.conf, which includes this file, directly or"
                + " through others; remove one of these includes");
    }

    @Test
    void files_thatIncludeEachOther_areAProblem() {
        classPath.file("application.conf", "include \"part\"" + STORE);
        classPath.file("part.conf", "include \"application\"");
        assertProblem("(?s)/.*/part.conf: includes /.*/application.conf, which includes this file, .*");
    }

    @Test
    void address_thatCannotBeRead_isAProblem() {
        classPath.file("application.conf", "include url(\"http://user:hunter2@localhost:1/holdall.conf\")" + STORE);
        assertProblem("(?s)/.*/application.conf: the address in an include url\\(...\\) could not be read; .*");
    }

    @Test
    void files_thatAreThere_areIncluded() throws Exception {
        Path file = directory.resolve("file.json");
        Files.writeString(file, "{\"holdall\": {\"stores\": {\"sessions\": {\"max-value-size\": 77}}}}");
        classPath.file("application.conf", """
                include "missing"
                include file("/nowhere/missing.conf")
                include required("inner/part")
                include required(file("%s"))
                include required(url("%s"))
                holdall.stores.sessions.default-ttl = 1 minute
                """.formatted(
                        file, directory.resolve("at-address.conf").toUri()));
        Files.writeString(directory.resolve("at-address.conf"), "holdall.stores.sessions.request-timeout = 7 s");
        classPath.file("inner/part.conf", "include required(\"beside\")");
        classPath.file("inner/beside.properties", "holdall.stores.sessions.namespace=beside");
        var settings = settings(new ApplicationConfig(ConfigFactory::empty));
        assertThat(settings.namespace()).isEqualTo("beside");
        assertThat(settings.maxValueBytes()).isEqualTo(77);
        assertThat(settings.requestTimeout()).hasSeconds(7);
        assertThat(settings.defaultTtl()).hasMinutes(1);
    }

    @Test
    void endings_haveTheOrderOfTypesafeConfig() {
        classPath.file("application.properties", "holdall.stores.sessions.namespace=properties");
        assertThat(namespace()).isEqualTo("properties");
        classPath.file("application.json", "{\"holdall\": {\"stores\": {\"sessions\": {\"namespace\": \"json\"}}}}");
        assertThat(namespace()).isEqualTo("json");
        classPath.file("application.conf", STORE);
        assertThat(namespace()).isEqualTo("file");
    }

    @Test
    void fileThatAPropertyNames_isReadInstead_withItsIncludes() throws Exception {
        classPath.file("application.conf", STORE);
        Path file = directory.resolve("chosen.conf");
        Files.writeString(file, "include required(\"part\")");
        Files.writeString(directory.resolve("part.conf"), "holdall.stores.sessions.namespace = chosen");
        System.setProperty("config.file", file.toString());
        assertThat(namespace()).isEqualTo("chosen");

        Files.writeString(directory.resolve("part.conf"), "include required(\"missing\")");
        assertProblem("(?s)/.*/part.conf: includes missing as required, but that is not there; .*");

        System.setProperty("config.resource", "application.conf");
        assertProblem("the system properties config.file and config.resource are both set; set one of them, since one"
                + " file is read");
    }

    private static String namespace() {
        return settings(new ApplicationConfig(ConfigFactory::empty)).namespace();
    }

    private static void assertProblem(String pattern) {
        assertThat(failure(() -> SessionStores.open("sessions")).problems())
                .singleElement()
                .asString()
                .matches(pattern)
                .doesNotContain("hunter2");
    }
}
