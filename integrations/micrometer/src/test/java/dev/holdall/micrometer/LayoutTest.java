package dev.holdall.micrometer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks what the observers depend on, and which classes users see. */
@AnalyzeClasses(packages = "dev.holdall.micrometer", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule theObservers_knowTheApi_andMicrometer = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("dev.holdall", "dev.holdall.micrometer", "io.micrometer..", "org.jspecify..", "java..");

    @ArchTest
    static final ArchRule users_seeTheObservers_andTheConvention = classes()
            .that()
            .arePublic()
            .should()
            .haveSimpleName("MetricsObserver")
            .orShould()
            .haveSimpleName("TracingObserver")
            .orShould()
            .haveSimpleName("StoreCallContext")
            .orShould()
            .haveSimpleName("StoreCallConvention")
            .orShould()
            .haveSimpleName("DefaultStoreCallConvention");
}
