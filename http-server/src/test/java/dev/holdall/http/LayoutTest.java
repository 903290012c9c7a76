package dev.holdall.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Checks what the server depends on, how its packages build on each other, and which classes users see. */
@AnalyzeClasses(packages = "dev.holdall.http", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule theServer_knowsTheApi_andNoBackend = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdall",
                    "dev.holdall.config",
                    "dev.holdall.spi",
                    "dev.holdall.http..",
                    "com.typesafe.config",
                    "org.eclipse.jetty..",
                    "io.micrometer..",
                    "io.prometheus.metrics..",
                    "tools.jackson.core..",
                    "org.slf4j",
                    "org.jspecify..",
                    "java..",
                    "javax.security.auth.x500",
                    "javax.net.ssl");

    @ArchTest
    static final ArchRule onlyTheWebPackage_knowsTheServerLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("dev.holdall.http.internal.web")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.eclipse.jetty..");

    @ArchTest
    static final ArchRule users_seeTheServer_itsOptions_andTheMainClass = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage("..internal..")
            .should()
            .haveSimpleName("HttpServer")
            .orShould()
            .haveSimpleName("HttpServerOptions")
            .orShould()
            .haveSimpleName("Main");

    @ArchTest
    static final ArchRule packages_buildOnThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("server")
            .definedBy("dev.holdall.http")
            .layer("probes")
            .definedBy("dev.holdall.http.internal.probes")
            .layer("rfc")
            .definedBy("dev.holdall.http.internal.rfc")
            .layer("kask")
            .definedBy("dev.holdall.http.internal.kask")
            .layer("web")
            .definedBy("dev.holdall.http.internal.web")
            .layer("access")
            .definedBy("dev.holdall.http.internal.access")
            .layer("metrics")
            .definedBy("dev.holdall.http.internal.metrics")
            .layer("problems")
            .definedBy("dev.holdall.http.internal.problems")
            .layer("settings")
            .definedBy("dev.holdall.http.internal.settings")
            .whereLayer("server")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("probes")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("rfc")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("kask")
            .mayOnlyBeAccessedByLayers("server")
            .whereLayer("web")
            .mayOnlyBeAccessedByLayers("server", "probes", "rfc", "kask")
            .whereLayer("access")
            .mayOnlyBeAccessedByLayers("server", "web")
            .whereLayer("metrics")
            .mayOnlyBeAccessedByLayers("server", "probes", "web")
            .whereLayer("problems")
            .mayOnlyBeAccessedByLayers("probes", "rfc", "kask", "web");
}
