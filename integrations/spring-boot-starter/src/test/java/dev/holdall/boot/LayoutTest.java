package dev.holdall.boot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks what the starter depends on. */
@AnalyzeClasses(packages = "dev.holdall.boot", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule theStarter_knowsTheApi_theSessions_andSpring_andNoBackend = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdall",
                    "dev.holdall.config",
                    "dev.holdall.boot",
                    "dev.holdall.spring.session",
                    "com.typesafe.config",
                    "org.springframework..",
                    "reactor.core.publisher",
                    "org.jspecify..",
                    "org.slf4j",
                    "java..");

    @ArchTest
    static final ArchRule health_isNeededByItsConfigurationAlone = noClasses()
            .that()
            .doNotHaveSimpleName("HoldallHealthAutoConfiguration")
            .and()
            .doNotHaveSimpleName("StoreHealthIndicator")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.boot.health..");
}
