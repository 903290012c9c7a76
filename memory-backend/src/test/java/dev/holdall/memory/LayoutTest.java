package dev.holdall.memory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The packages that a backend may depend on, and what users may see of it. */
@AnalyzeClasses(packages = "dev.holdall.memory..", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule aBackend_knowsTheApiAndItsClientLibrary = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdall",
                    "dev.holdall.spi",
                    "dev.holdall.memory..",
                    "com.github.benmanes.caffeine..",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java..");

    @ArchTest
    static final ArchRule users_seeTheBackendAndItsProvider = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage("..internal..")
            .should()
            .haveSimpleName("MemoryBackend")
            .orShould()
            .haveSimpleName("MemoryBackendProvider");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("dev.holdall.(**)").should().beFreeOfCycles();
}
