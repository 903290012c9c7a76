package dev.holdall.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Checks what the backend depends on, how its packages build on each other, and which classes users see. */
@AnalyzeClasses(packages = "dev.holdall.redis", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule aBackend_knowsTheApiAndItsClientLibrary = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "dev.holdall",
                    "dev.holdall.spi",
                    "dev.holdall.redis..",
                    // Only RedisDataCentres may use this package, since it opens a store of a configuration: see the
                    // next rule.
                    "dev.holdall.config",
                    "com.typesafe.config",
                    "io.lettuce.core..",
                    "io.netty.channel..",
                    "io.netty.buffer",
                    "io.netty.handler.ssl",
                    "io.netty.handler.timeout",
                    "io.netty.resolver",
                    "io.netty.util",
                    "io.netty.util.concurrent",
                    "org.slf4j..",
                    "org.jspecify..",
                    "java..",
                    "javax.net.ssl");

    @ArchTest
    static final ArchRule aBackend_opensNoStore = noClasses()
            .that()
            .resideInAPackage("..internal..")
            .or()
            .haveSimpleName("RedisBackendProvider")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.holdall.config", "com.typesafe.config");

    @ArchTest
    static final ArchRule users_seeTheProvider_andTheDataCentresOfAnOperator = classes()
            .that()
            .arePublic()
            .and()
            .areTopLevelClasses()
            .and()
            .resideOutsideOfPackage("..internal..")
            .should()
            .haveSimpleName("RedisBackendProvider")
            .orShould()
            .haveSimpleName("RedisDataCentres");

    @ArchTest
    static final ArchRule packages_buildOnThoseBelow = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("provider")
            .definedBy("dev.holdall.redis")
            .layer("backend")
            .definedBy("dev.holdall.redis.internal")
            .layer("replication")
            .definedBy("dev.holdall.redis.internal.replication")
            .layer("connections")
            .definedBy("dev.holdall.redis.internal.connections")
            .layer("requests")
            .definedBy("dev.holdall.redis.internal.requests")
            .layer("register")
            .definedBy("dev.holdall.redis.internal.register")
            .layer("options")
            .definedBy("dev.holdall.redis.internal.options")
            .whereLayer("provider")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("backend")
            .mayOnlyBeAccessedByLayers("provider")
            .whereLayer("replication")
            .mayOnlyBeAccessedByLayers("provider", "backend")
            .whereLayer("connections")
            .mayOnlyBeAccessedByLayers("provider", "backend", "replication")
            .whereLayer("requests")
            .mayOnlyBeAccessedByLayers("provider", "backend", "replication", "connections")
            .whereLayer("register")
            .mayOnlyBeAccessedByLayers("backend", "replication", "connections", "requests");

    @ArchTest
    static final ArchRule waiting_onlyWaits = noClasses()
            .should()
            .callMethod(CompletableFuture.class, "get", long.class, TimeUnit.class)
            .orShould()
            .callMethod(CompletableFuture.class, "get")
            .because("on a thread of a ForkJoinPool it runs other tasks of that pool; see Deadline.await");
}
