package dev.holdall.spring.session;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks what the repositories depend on, and which classes need a library that an application may not have. */
@AnalyzeClasses(packages = "dev.holdall.spring.session", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule theRepositories_knowTheApi_andSpring_andNoBackend = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdall",
                    "dev.holdall.spi",
                    "dev.holdall.spring.session",
                    "org.springframework.session..",
                    "org.springframework.context",
                    "org.springframework.core..",
                    "org.springframework.util",
                    "reactor.core.publisher",
                    "tools.jackson.databind..",
                    "org.slf4j",
                    "org.jspecify..",
                    "java..");

    @ArchTest
    static final ArchRule reactor_isNeededByTheReactiveRepositoriesAlone = noClasses()
            .that()
            .haveNameNotMatching(".*\\.(HoldallReactive|ReactiveMoving)SessionRepository(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("reactor..");

    @ArchTest
    static final ArchRule jackson_isNeededByItsSerializerAlone = noClasses()
            .that()
            .doNotHaveSimpleName("JacksonAttributeSerializer")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("tools.jackson..");
}
