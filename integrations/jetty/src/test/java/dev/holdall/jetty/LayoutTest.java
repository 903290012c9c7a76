package dev.holdall.jetty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks what the data store depends on, and which classes users see. */
@AnalyzeClasses(packages = "dev.holdall.jetty", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule theDataStore_knowsTheApi_andJetty = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdall",
                    "dev.holdall.config",
                    "dev.holdall.jetty",
                    "com.typesafe.config",
                    "org.eclipse.jetty.session",
                    "org.eclipse.jetty.util..",
                    "org.slf4j",
                    "org.jspecify..",
                    "java..")
            // The one class that takes something of the SPI: what limits how often a line is logged.
            .orShould()
            .haveFullyQualifiedName("dev.holdall.jetty.HoldallSessionDataStore");

    @ArchTest
    static final ArchRule users_seeTheDataStore_andItsFactory = classes()
            .that()
            .arePublic()
            .should()
            .haveSimpleName("HoldallSessionDataStore")
            .orShould()
            .haveSimpleName("HoldallSessionDataStoreFactory");
}
