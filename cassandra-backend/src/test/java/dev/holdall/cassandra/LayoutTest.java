package dev.holdall.cassandra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The packages that a backend may depend on, the order of its own packages, and what users may see of them. */
@AnalyzeClasses(packages = "dev.holdall.cassandra", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule aBackend_knowsTheApiAndItsClientLibrary = classes()
            .that()
            .doNotHaveSimpleName("ConnectionPools")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdall",
                    "dev.holdall.spi",
                    "dev.holdall.cassandra..",
                    "com.datastax.oss.driver.api..",
                    "com.datastax.oss.protocol.internal.util",
                    "com.typesafe.config",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java..",
                    "javax.net.ssl");

    /** The one class that looks into the driver: its interface doesn't tell what a pool of connections holds. */
    @ArchTest
    static final ArchRule connectionPools_knowTheDriversPools = classes()
            .that()
            .haveSimpleName("ConnectionPools")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "com.datastax.oss.driver.api..",
                    "com.datastax.oss.driver.internal.core.session",
                    "com.datastax.oss.driver.internal.core.pool",
                    "org.jspecify..",
                    "java..");

    @ArchTest
    static final ArchRule users_seeTheProvider = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage("..internal..")
            .should()
            .haveSimpleName("CassandraBackendProvider");

    @ArchTest
    static final ArchRule packages_buildOnThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("provider")
            .definedBy("dev.holdall.cassandra")
            .layer("backend")
            .definedBy("dev.holdall.cassandra.internal")
            .layer("maps")
            .definedBy("dev.holdall.cassandra.internal.maps")
            .layer("writes")
            .definedBy("dev.holdall.cassandra.internal.writes")
            .layer("connections")
            .definedBy("dev.holdall.cassandra.internal.connections")
            .layer("statements")
            .definedBy("dev.holdall.cassandra.internal.statements")
            .layer("requests")
            .definedBy("dev.holdall.cassandra.internal.requests")
            .layer("options")
            .definedBy("dev.holdall.cassandra.internal.options")
            .whereLayer("provider")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("backend")
            .mayOnlyBeAccessedByLayers("provider")
            .whereLayer("maps")
            .mayOnlyBeAccessedByLayers("backend")
            .whereLayer("writes")
            .mayOnlyBeAccessedByLayers("backend", "maps")
            .whereLayer("connections")
            .mayOnlyBeAccessedByLayers("provider", "backend", "writes")
            .whereLayer("statements")
            .mayOnlyBeAccessedByLayers("backend", "maps", "writes")
            .whereLayer("requests")
            .mayOnlyBeAccessedByLayers("backend", "maps", "writes", "connections", "statements");

    @ArchTest
    static final ArchRule waiting_onlyWaits = noClasses()
            .should()
            .callMethod(CompletableFuture.class, "get", long.class, TimeUnit.class)
            .orShould()
            .callMethod(CompletableFuture.class, "get")
            .because("on a thread of a ForkJoinPool, get() runs other tasks of that pool; see Deadline.await");
}
