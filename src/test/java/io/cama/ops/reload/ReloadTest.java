package io.cama.ops.reload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cama.model.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
    @TempDir
    private Path home;

    private Household cama;

    @BeforeEach
    void start() throws Exception {
        cama = new Household(home, Map.of(), "shift");
    }

    @AfterEach
    void stop() {
        cama.close();
    }

    private List<Finding> reload() {
        return cama.application().reload().reload();
    }

    /** The versions that the rows of an output were made by. */
    private Set<String> versions(String job, String stem) throws IOException {
        Set<String> versions = new TreeSet<>();
        for (JsonNode row : cama.rows(job, stem)) {
            row.fieldNames().forEachRemaining(name -> {
                if (name.matches("(one|two)\\d+")) {
                    versions.add(name.substring(3));
                    versions.add(row.path(name).path("said").asText());
                }
            });
        }
        return versions;
    }

    @Test
    void aRunEndsUnderTheVersionItBeganWithAndTheNextOneUsesTheNew() throws Exception {
        CountDownLatch held = cama.hold();
        cama.drop("shift", "early.csv", "a", "b");
        Household.until(() -> !cama.calls.isEmpty());

        cama.write("shift", 2);
        assertThat(reload()).isEmpty();
        cama.drop("shift", "late.csv", "a", "b");

        assertThat(versions("shift", "late")).containsExactly("2");
        held.countDown();
        assertThat(versions("shift", "early")).containsExactly("1");
        assertThat(cama.json(cama.receipt("shift", "early")).path("prompts").size())
                .as("the receipt knows the prompts of the version that the run went through")
                .isEqualTo(2);
    }

    @Test
    void whatNobodyWorksByAnyMoreIsGone() throws Exception {
        Set<String> before = routes();
        cama.drop("shift", "first.csv", "a");
        cama.rows("shift", "first");
        for (int version = 2; version < 6; version++) {
            cama.write("shift", version);
            assertThat(reload()).isEmpty();
            cama.drop("shift", "words" + version + ".csv", "a");
            assertThat(versions("shift", "words" + version)).containsExactly("" + version);
        }

        Household.until(() -> copies() == 1);
        Household.until(() -> routes().size() <= before.size() + 2); // the split, and the attempt of the model
        long kamelets = cama.application().context().getEndpoints().stream()
                .filter(endpoint -> endpoint.getEndpointUri().contains("second"))
                .filter(endpoint -> endpoint.getEndpointUri().startsWith("kamelet:llm"))
                .count();
        assertThat(kamelets).as("steps of the one version that is left").isEqualTo(1);
    }

    private long copies() throws IOException {
        try (var folders = Files.list(home.resolve("work/jobs/shift"))) {
            return folders.count();
        }
    }

    private Set<String> routes() {
        return cama.application().context().getRoutes().stream()
                .map(org.apache.camel.Route::getRouteId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aBrokenFileKeepsTheOldVersionAndSaysWhereItIsBroken() throws Exception {
        Path route = cama.folder("shift").resolve("shift.camel.yaml");
        Household.put(route, "- route:\n    id: shift\n   from: [\n");

        assertThat(reload()).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.file()).isEqualTo("jobs/shift/shift.camel.yaml");
            assertThat(finding.line()).isPositive();
        });
        cama.drop("shift", "words.csv", "a");
        assertThat(versions("shift", "words")).containsExactly("1");
    }

    @Test
    void aHalfWrittenFileKeepsTheOldVersionWhereverItIsCutOff() throws Exception {
        Path route = cama.folder("shift").resolve("shift.camel.yaml");
        String whole = Household.route("shift", 2);
        for (int length : List.of(0, 20, 60, 120, whole.length() - 30)) {
            Household.put(route, whole.substring(0, length));
            assertThat(reload()).as("%d characters", length).anySatisfy(finding -> assertThat(finding.severity())
                    .isEqualTo(Finding.Severity.ERROR));
        }
        cama.drop("shift", "words.csv", "a");

        assertThat(versions("shift", "words")).containsExactly("1");
    }

    @Test
    void aRouteThatCamelCannotStartKeepsTheOldVersion() throws Exception {
        Path route = cama.folder("shift").resolve("shift.camel.yaml");
        Household.put(route, Household.route("shift", 2) + "        - to: { id: away, uri: \"nowhere:at-all\" }\n");

        assertThat(reload()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.message()).contains("nowhere");
        });
        cama.drop("shift", "words.csv", "a");
        assertThat(versions("shift", "words")).containsExactly("1");
        cama.write("shift", 3);
        assertThat(reload()).isEmpty();
        cama.drop("shift", "more.csv", "a");
        assertThat(versions("shift", "more")).containsExactly("3");
    }

    @Test
    void aNewJobAppearsAndARemovedOneTakesNoMoreFiles() throws Exception {
        cama.write("fresh", 7);
        assertThat(reload()).isEmpty();
        cama.drop("fresh", "words.csv", "a");
        assertThat(versions("fresh", "words")).containsExactly("7");

        Household.remove(cama.folder("fresh"));
        assertThat(reload()).isEmpty();
        cama.drop("fresh", "again.csv", "a");
        Path reason = home.resolve("rejected/fresh/again.csv.reason.txt");
        Household.until(() -> Files.exists(reason));
        assertThat(reason).content().contains("there is no job \"fresh\"; the jobs are [shift]");
    }

    @Test
    void aPromptAloneOrItsSchemaChanges() throws Exception {
        Household.put(cama.folder("shift").resolve("one.prompt"), Household.prompt(2));
        assertThat(reload()).isEmpty();
        cama.drop("shift", "words.csv", "a");
        assertThat(cama.rows("shift", "words").get(0).path("one1").path("said").asText())
                .isEqualTo("2");

        Household.put(
                cama.folder("shift").resolve("one.prompt"),
                Household.prompt(3).replace("said: string", "said: integer"));
        assertThat(reload()).isEmpty();
        cama.drop("shift", "other.csv", "a");
        assertThat(cama.rows("shift", "other")).isEmpty();
        assertThat(cama.json(cama.receipt("shift", "other")).toString()).contains("SCHEMA_MISMATCH");
    }

    @Test
    void everySampleCanBeReloadedAgainAndAgain() throws Exception {
        for (String sample :
                List.of("activity-book", "code-tasks", "customer-reviews", "documents", "korean-flashcards")) {
            copy(Path.of("samples").resolve(sample), cama.folder(sample));
        }
        assertThat(reload()).noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
        for (int round = 0; round < 3; round++) {
            for (String job :
                    List.of("activity-book", "code-tasks", "customer-reviews", "documents", "korean-flashcards")) {
                Household.put(cama.folder(job).resolve("_round.prompt"), "Round " + round + ".\n");
            }
            assertThat(reload()).noneMatch(finding -> finding.severity() == Finding.Severity.ERROR);
            assertThat(cama.application().flow().jobs().all()).hasSize(6);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }

    @Test
    void theOldVersionIsKeptForARollback() throws Exception {
        cama.write("shift", 2);
        reload();

        try (var versions = Files.list(home.resolve("work/versions/shift"))) {
            assertThat(versions).hasSize(1);
        }
    }
}
