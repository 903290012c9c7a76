package dev.holdall.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What a backend may know, and what users may see of it. */
@AnalyzeClasses(packages = "dev.holdall.redis", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule aBackend_knowsTheApiAndItsClientLibrary = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdall",
                    "dev.holdall.spi",
                    "dev.holdall.redis",
                    "io.lettuce.core..",
                    "io.netty.channel..",
                    "io.netty.buffer",
                    "io.netty.handler.timeout",
                    "io.netty.util.concurrent",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java..",
                    "javax.net.ssl");

    @ArchTest
    static final ArchRule users_seeTheProvider =
            classes().that().arePublic().and().areTopLevelClasses().should().haveSimpleName("RedisBackendProvider");
}
