package io.cama.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cama.model.Job;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFoldersTest {
    private static final String KOREAN = """
            - route:
                id: korean
                from:
                  uri: kamelet:job
                  parameters: { name: korean, key: "term, type", outputs: "json,apkg", concurrency: 16 }
                  steps:
                    - to: { uri: "kamelet:llm", parameters: { prompt: nuance } }
            """;

    private final Path home;
    private final Path program;

    JobFoldersTest(@TempDir Path home, @TempDir Path program) {
        this.home = home;
        this.program = program;
    }

    @Test
    void readsTheParametersOfAJob() throws IOException {
        write(home, "samples/korean/korean.camel.yaml", KOREAN);

        JobFolders folders = folders();

        assertThat(folders.findings()).isEmpty();
        assertThat(folders.jobs())
                .containsExactly(new Job(
                        "korean",
                        List.of("term", "type"),
                        List.of("json", "apkg"),
                        16,
                        home.resolve("samples/korean")));
        assertThat(folders.job("korean")).contains(folders.require("korean"));
        assertThat(folders.job("other")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    - route: { from: { uri: "kamelet:job?name=a&key=x,y&concurrency=7" } }
                    - from: { uri: "kamelet:job/my-id", parameters: { name: a, key: "x,y", concurrency: 7 } }
                    - from: "kamelet:job?name=a&key=x,y&concurrency=7"
                    - from: { uri: "kamelet:job", parameters: { name: a, key: "x,y", concurrency: "{{none:7}}" } }
                    """)
    void readsEveryWayToWriteParameters(String yaml) throws IOException {
        write(home, "jobs/a/a.camel.yaml", yaml);

        assertThat(folders().require("a"))
                .isEqualTo(new Job("a", List.of("x", "y"), List.of("json"), 7, home.resolve("jobs/a")));
    }

    @Test
    void givesDefaultsToWhatAJobDoesNotSay() throws IOException {
        write(home, "jobs/a/a.camel.yaml", job("name: a"));

        assertThat(folders().require("a"))
                .isEqualTo(new Job("a", List.of(), List.of("json"), 5, home.resolve("jobs/a")));
    }

    @Test
    void fillsPlaceholdersOfTheSettings() throws IOException {
        write(home, "jobs/a/a.camel.yaml", job("name: a, concurrency: '{{my.concurrency}}'"));

        var settings = Settings.load(home, List.of(), Map.of(), Map.of("my.concurrency", "9"));

        assertThat(new JobFolders(settings, List.of()).require("a").concurrency())
                .isEqualTo(9);
    }

    @Test
    void ignoresFoldersWithoutAJobAndWhatIsHidden() throws IOException {
        write(home, "jobs/plain/plain.camel.yaml", "- from: { uri: 'direct:x' }\n- rest: {}\n");
        write(home, "jobs/empty/empty.camel.yaml", "");
        write(home, "jobs/scalar/scalar.camel.yaml", "just text");
        write(home, "jobs/other/other.yaml", job("name: other"));
        write(home, "jobs/.hidden/a.camel.yaml", job("name: hidden"));
        write(home, "jobs/open/.draft.camel.yaml", job("name: draft"));
        write(home, "jobs/loose.camel.yaml", job("name: loose"));
        write(home, "jobs/jobber/a.camel.yaml", "- from: { uri: 'kamelet:jobber', parameters: { name: x } }\n");

        assertThat(folders().jobs()).isEmpty();
        assertThat(folders().findings()).isEmpty();
    }

    @Test
    void findsEveryJobOfAFolderAndItsRouteFiles() throws IOException {
        write(home, "jobs/a/two.camel.yaml", job("name: two"));
        write(home, "jobs/a/one.camel.yaml", job("name: one") + job("name: three"));
        write(home, "jobs/a/notes.yaml", "x: 1");

        JobFolders folders = folders();

        assertThat(folders.jobs()).extracting(Job::name).containsExactly("one", "three", "two");
        assertThat(folders.routeFiles(folders.require("one")))
                .containsExactly(home.resolve("jobs/a/one.camel.yaml"), home.resolve("jobs/a/two.camel.yaml"));
        assertThat(folders.routeFiles(new Job("embedded", List.of(), List.of(), 1, null)))
                .isEmpty();
    }

    @Test
    void takesTheJobOfHomeBeforeThatOfTheProgram() throws IOException {
        write(program, "samples/korean/a.camel.yaml", KOREAN.replace("16", "2"));
        write(program, "samples/extra/a.camel.yaml", job("name: extra"));
        write(home, "jobs/mine/a.camel.yaml", KOREAN);

        JobFolders folders = folders();

        assertThat(folders.require("korean").concurrency()).isEqualTo(16);
        assertThat(folders.require("extra").folder()).isEqualTo(program.resolve("samples/extra"));
        assertThat(folders.findings()).isEmpty();
    }

    @Test
    void doesNotFallBackToAnotherJobWhenTheFirstOfThatNameIsBroken() throws IOException {
        write(program, "samples/korean/a.camel.yaml", KOREAN);
        write(home, "jobs/mine/a.camel.yaml", KOREAN.replace("16", "0"));

        assertThat(folders().job("korean")).isEmpty();
        assertThatThrownBy(() -> folders().require("korean")).hasMessageContaining("concurrency is \"0\"");
    }

    @Test
    void readsAFolderOnceThatIsReachedTwice() throws IOException {
        write(home, "jobs/a/a.camel.yaml", job("name: a"));

        var settings = Settings.load(home, List.of(), Map.of(), Map.of("cama.jobs.dirs", "jobs," + home + "/jobs"));
        JobFolders folders = new JobFolders(settings, List.of(home, home.resolve("jobs/..")));

        assertThat(folders.findings()).isEmpty();
        assertThat(folders.jobs()).hasSize(1);
    }

    private JobFolders folders() {
        return new JobFolders(Settings.load(home, List.of(), Map.of(), Map.of()), List.of(program));
    }

    private static String job(String parameters) {
        return """
                - route:
                    from:
                      uri: kamelet:job
                      parameters: { %s }
                """.formatted(parameters);
    }

    private static Path write(Path root, String name, String text) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
