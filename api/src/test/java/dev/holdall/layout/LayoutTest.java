package dev.holdall.layout;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Checks the rules of the layout that a reader would otherwise have to remember. */
@AnalyzeClasses(packages = "dev.holdall", importOptions = ImportOption.DoNotIncludeTests.class)
class LayoutTest {

    @ArchTest
    static final ArchRule values_knowNothingOfTheRest = noClasses()
            .that()
            .resideInAPackage("dev.holdall")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.holdall.config..", "dev.holdall.spi..", "dev.holdall.internal..");

    @ArchTest
    static final ArchRule theSpi_doesNotKnowHowStoresAreOpened = noClasses()
            .that()
            .resideInAPackage("dev.holdall.spi")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.holdall.config..");

    @ArchTest
    static final ArchRule onlyConfigurationAndDefaults_reachIntoTheCore = classes()
            .that()
            .resideInAPackage("dev.holdall.internal..")
            .should()
            .onlyHaveDependentClassesThat()
            .resideInAnyPackage("dev.holdall.internal..", "dev.holdall.config..");

    @ArchTest
    static final ArchRule packages_haveNoCycles =
            slices().matching("dev.holdall.(**)").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule timersOfTheJdk_areNotUsed = noClasses()
            .should()
            .callMethod(CompletableFuture.class, "orTimeout", long.class, TimeUnit.class)
            .orShould()
            .callMethod(CompletableFuture.class, "completeOnTimeout", Object.class, long.class, TimeUnit.class)
            .orShould()
            .callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class)
            .orShould()
            .callMethod(CompletableFuture.class, "delayedExecutor", long.class, TimeUnit.class, Executor.class)
            .because("their thread keeps the class loader of whoever used them first");

    @ArchTest
    static final ArchRule waiting_onlyWaits = noClasses()
            .should()
            .callMethod(CompletableFuture.class, "get", long.class, TimeUnit.class)
            .orShould()
            .callMethod(CompletableFuture.class, "get")
            .because("on a thread of a ForkJoinPool it runs other tasks of that pool");

    @ArchTest
    static final ArchRule theClientsOfOthers_stayOutside = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.github.benmanes..", "io.lettuce..", "com.datastax..", "io.micrometer..");

    @ArchTest
    static final ArchRule configurationFiles_areReadInOnePlace = noClasses()
            .that()
            .resideOutsideOfPackages("dev.holdall.config..", "dev.holdall.spi")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.typesafe.config..");

    @ArchTest
    static final ArchRule publicSignatures_haveNoInternalType = members()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat(are(
                    "public, and not internal",
                    type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !isInternal(type)))
            .should(new ArchCondition<>("have no internal type in their signature") {
                @Override
                public void check(JavaMember member, ConditionEvents events) {
                    member.getAllInvolvedRawTypes().stream()
                            .filter(LayoutTest::isInternal)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    member, member.getFullName() + " shows " + type.getName())));
                }
            });

    private static boolean isInternal(JavaClass type) {
        return type.getPackageName().contains(".internal");
    }

    private static DescribedPredicate<JavaClass> are(String description, Predicate<JavaClass> test) {
        return DescribedPredicate.describe(description, test);
    }
}
