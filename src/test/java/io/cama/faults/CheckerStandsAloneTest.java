package io.cama.faults;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who judges the program knows nothing of it, and nothing of a ledger. */
@AnalyzeClasses(packages = "io.cama.faults.check")
class CheckerStandsAloneTest {
    @ArchTest
    static final ArchRule theJudgeUsesNothingOfTheProgram = noClasses()
            .that()
            .resideInAPackage("io.cama.faults.check..")
            .should()
            .dependOnClassesThat(DescribedPredicate.<JavaClass>and(
                    JavaClass.Predicates.resideInAPackage("io.cama.."),
                    JavaClass.Predicates.resideOutsideOfPackage("io.cama.faults.check..")));

    @ArchTest
    static final ArchRule theJudgeReadsNoLedger = noClasses()
            .that()
            .resideInAPackage("io.cama.faults.check..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "org.sqlite..");
}
