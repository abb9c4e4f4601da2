package io.cama.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.cama", importOptions = ImportOption.DoNotIncludeTests.class)
class RingsTest {
    @ArchTest
    static final ArchRule ringsAreKept = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("model")
            .definedBy("io.cama.model..")
            .layer("parts")
            .definedBy(
                    "io.cama.config..",
                    "io.cama.prompt..",
                    "io.cama.llm..",
                    "io.cama.pace..",
                    "io.cama.ledger..",
                    "io.cama.input..",
                    "io.cama.output..")
            .layer("flow")
            .definedBy("io.cama.flow..")
            .layer("ops")
            .definedBy("io.cama.ops..")
            .layer("cli")
            .definedBy("io.cama.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("ops")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("flow")
            .mayOnlyBeAccessedByLayers("ops", "cli")
            .whereLayer("parts")
            .mayOnlyBeAccessedByLayers("flow", "ops", "cli");

    @ArchTest
    static final ArchRule siblingsNeverImportOneAnother = slices().matching(
                    "io.cama.(config|prompt|llm|pace|ledger|input|output)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.cama.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule camelStaysInFlowAndOps = noClasses()
            .that()
            .resideOutsideOfPackages("io.cama.flow..", "io.cama.ops..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule sqlStaysInLedgerAndDeck = noClasses()
            .that()
            .resideOutsideOfPackages("io.cama.ledger..", "io.cama.output.anki..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..");

    @ArchTest
    static final ArchRule theModelKnowsOnlyTheJdk = noClasses()
            .that()
            .resideInAPackage("io.cama.model..")
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("io.cama.model..", "java..", "org.jspecify..");

    @ArchTest
    static final ArchRule nothingIsReadByJavaSerialisation =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("java.io.ObjectInputStream");

    @ArchTest
    static final ArchRule nobodySleeps = noClasses().should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule expressionsAreNeverMadeFromData =
            noClasses().should().dependOnClassesThat().haveFullyQualifiedName("org.apache.camel.spi.Language");
}
