package io.cama.input.choose;

import static org.assertj.core.api.Assertions.assertThat;

import io.cama.input.options.InputOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriorityTest {
    private static final Path SAMPLE = Path.of("samples/code-tasks");

    @TempDir
    private Path job;

    private InputOptions options(String yaml) throws IOException {
        Files.writeString(job.resolve(InputOptions.FILE), yaml);
        return InputOptions.load(job);
    }

    private List<String> errors(String yaml) throws IOException {
        Files.writeString(job.resolve(InputOptions.FILE), yaml);
        return InputOptions.findings(job).stream()
                .map(finding -> finding.line() + " " + finding.message())
                .toList();
    }

    private static String rank(Priority priority, String path, String type) {
        return priority.name(priority.rank(Map.of("path", path, "type", type)));
    }

    @ParameterizedTest
    @CsvSource({
        "src/main.py, dev, critical",
        "src/settings.py, dev, critical",
        "db/schema.sql, dev, high",
        "api/USER.go, dev, high",
        "web/routes.py, dev, normal",
        "tests/routes_test.py, dev, low",
        "doc/intro.md, dev, low",
        "tests/routes_test.py, fix, fix",
        "src/main.py, fix, fix"
    })
    void theSampleRanksByTheFourListsOfWordsAndFixesBeforeAll(String path, String type, String rank)
            throws IOException {
        assertThat(rank(InputOptions.load(SAMPLE).priority(), path, type)).isEqualTo(rank);
    }

    @Test
    void sortingByRankPutsFixesFirstAndKeepsTheOrderWithinARank() throws IOException {
        Priority priority = InputOptions.load(SAMPLE).priority();
        List<List<String>> tasks = new ArrayList<>(List.of(
                List.of("tests/a", "dev"),
                List.of("web/b", "dev"),
                List.of("db/c", "dev"),
                List.of("web/d", "dev"),
                List.of("core/e", "dev"),
                List.of("tests/f", "fix")));

        tasks.sort(Comparator.comparingInt(task -> priority.rank(Map.of("path", task.get(0), "type", task.get(1)))));

        assertThat(tasks)
                .extracting(task -> task.get(0))
                .containsExactly("tests/f", "core/e", "db/c", "web/b", "web/d", "tests/a");
    }

    @Test
    void aFieldThatIsMissingFitsNoPatternAndNoRanksLeaveRowsUnranked() throws IOException {
        Priority priority = options("priority: { first: { size: \"[0-9]{3}\" }, second: {} }")
                .priority();

        assertThat(priority.rank(Map.of())).isEqualTo(2);
        assertThat(priority.rank(Map.of("size", 1234))).isEqualTo(1);
        assertThat(Priority.NONE.rank(Map.of("size", 1234))).isZero();
        assertThat(Priority.NONE.isOn()).isFalse();
    }

    @Test
    void aPatternThatBacktracksElsewhereTakesNoTimeHere() throws IOException {
        Priority priority =
                options("priority: { slow: { text: \"^(a+)+$\" }, rest: {} }").priority();

        assertThat(priority.rank(Map.of("text", "a".repeat(50_000) + "b"))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"priority: { a: { x: y } }", "priority: { a: {}, b: {} }"})
    void oneRankTakesTheRowsThatFitNoPattern(String yaml) throws IOException {
        assertThat(errors(yaml))
                .hasSize(1)
                .first()
                .asString()
                .contains("1 priority has")
                .contains("needs one");
    }

    @Test
    void aPatternThatIsNoneIsReportedWithItsRank() throws IOException {
        assertThat(errors("text: a\npriority: { a: { x: \"(\" }, b: {} }"))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("2 the pattern of x for rank a");
        assertThat(errors("priority: 3")).hasSize(1);
        assertThat(errors("statistics: [type, path]")).isEmpty();
        assertThat(errors("statistics: { a: b }")).hasSize(1);
    }
}
